<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- diwoo.xsl - a record (schema/record.rng) as the diwoo:Document of DiWoo 0.9.8, children in the order of its XSD. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:diwoo="https://standaarden.overheid.nl/diwoo/metadata/">

  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <xsl:template match="/record">
    <diwoo:Document>
      <diwoo:DiWoo>
        <xsl:if test="identifier">
          <diwoo:identifiers><xsl:apply-templates select="identifier"/></diwoo:identifiers>
        </xsl:if>
        <xsl:apply-templates select="publisher"/>
        <xsl:apply-templates select="verantwoordelijke"/>
        <diwoo:titelcollectie><xsl:apply-templates select="officieleTitel"/></diwoo:titelcollectie>
        <xsl:if test="omschrijving">
          <diwoo:omschrijvingen><xsl:apply-templates select="omschrijving"/></diwoo:omschrijvingen>
        </xsl:if>
        <diwoo:classificatiecollectie>
          <diwoo:informatiecategorieen><xsl:apply-templates select="informatiecategorie"/></diwoo:informatiecategorieen>
          <xsl:if test="documentsoort">
            <diwoo:documentsoorten><xsl:apply-templates select="documentsoort"/></diwoo:documentsoorten>
          </xsl:if>
          <xsl:if test="thema">
            <diwoo:themas><xsl:apply-templates select="thema"/></diwoo:themas>
          </xsl:if>
        </diwoo:classificatiecollectie>
        <xsl:apply-templates select="creatiedatum"/>
        <xsl:apply-templates select="language"/>
        <xsl:apply-templates select="format"/>
        <xsl:apply-templates select="aggregatiekenmerk"/>
        <xsl:apply-templates select="isPartOf"/>
        <xsl:if test="hasPart">
          <diwoo:hasParts><xsl:apply-templates select="hasPart"/></diwoo:hasParts>
        </xsl:if>
        <diwoo:documenthandelingen>
          <diwoo:documenthandeling>
            <xsl:apply-templates select="soortHandeling"/>
            <xsl:apply-templates select="atTime"/>
          </diwoo:documenthandeling>
        </diwoo:documenthandelingen>
      </diwoo:DiWoo>
    </diwoo:Document>
  </xsl:template>

  <!-- A value keeps the name of its field; the origin stays here. -->
  <xsl:template match="record/*">
    <xsl:element name="diwoo:{local-name()}">
      <xsl:if test="@uri">
        <xsl:attribute name="resource"><xsl:value-of select="@uri"/></xsl:attribute>
      </xsl:if>
      <xsl:value-of select="."/>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
