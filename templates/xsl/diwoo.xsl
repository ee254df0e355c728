<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- diwoo.xsl - a record (schema/record.rng) as the diwoo:Document of DiWoo 0.9.8, children in the order of its XSD. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:diwoo="https://standaarden.overheid.nl/diwoo/metadata/">

  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <!-- Values that belong together have one number. -->
  <xsl:key name="group" match="record/*[@group]" use="concat(local-name(), ' ', @group)"/>

  <xsl:template match="/record">
    <diwoo:Document>
      <diwoo:DiWoo>
        <xsl:call-template name="list">
          <xsl:with-param name="name" select="'identifiers'"/>
          <xsl:with-param name="values" select="identifier"/>
        </xsl:call-template>
        <xsl:apply-templates select="publisher"/>
        <xsl:apply-templates select="verantwoordelijke"/>
        <xsl:call-template name="list">
          <xsl:with-param name="name" select="'medeverantwoordelijken'"/>
          <xsl:with-param name="values" select="medeverantwoordelijke"/>
        </xsl:call-template>
        <xsl:apply-templates select="opsteller"/>
        <xsl:apply-templates select="naamOpsteller"/>
        <diwoo:titelcollectie>
          <xsl:apply-templates select="officieleTitel"/>
          <xsl:call-template name="list">
            <xsl:with-param name="name" select="'verkorteTitels'"/>
            <xsl:with-param name="values" select="verkorteTitel"/>
          </xsl:call-template>
          <xsl:call-template name="list">
            <xsl:with-param name="name" select="'alternatieveTitels'"/>
            <xsl:with-param name="values" select="alternatieveTitel"/>
          </xsl:call-template>
        </diwoo:titelcollectie>
        <xsl:call-template name="list">
          <xsl:with-param name="name" select="'omschrijvingen'"/>
          <xsl:with-param name="values" select="omschrijving"/>
        </xsl:call-template>
        <diwoo:classificatiecollectie>
          <diwoo:informatiecategorieen><xsl:apply-templates select="informatiecategorie"/></diwoo:informatiecategorieen>
          <xsl:call-template name="list">
            <xsl:with-param name="name" select="'documentsoorten'"/>
            <xsl:with-param name="values" select="documentsoort"/>
          </xsl:call-template>
          <xsl:call-template name="list">
            <xsl:with-param name="name" select="'themas'"/>
            <xsl:with-param name="values" select="thema"/>
          </xsl:call-template>
          <xsl:call-template name="list">
            <xsl:with-param name="name" select="'trefwoorden'"/>
            <xsl:with-param name="values" select="trefwoord"/>
          </xsl:call-template>
        </diwoo:classificatiecollectie>
        <xsl:apply-templates select="creatiedatum"/>
        <xsl:call-template name="list">
          <xsl:with-param name="name" select="'geldigheid'"/>
          <xsl:with-param name="values" select="begindatum | einddatum"/>
        </xsl:call-template>
        <xsl:apply-templates select="language"/>
        <xsl:apply-templates select="format"/>
        <xsl:apply-templates select="aggregatiekenmerk"/>
        <xsl:apply-templates select="isPartOf"/>
        <xsl:call-template name="list">
          <xsl:with-param name="name" select="'hasParts'"/>
          <xsl:with-param name="values" select="hasPart"/>
        </xsl:call-template>
        <diwoo:documenthandelingen>
          <xsl:for-each select="soortHandeling">
            <diwoo:documenthandeling>
              <xsl:apply-templates select="."/>
              <xsl:apply-templates select="key('group', concat('atTime ', @group))"/>
              <xsl:apply-templates select="key('group', concat('wasAssociatedWith ', @group))"/>
            </diwoo:documenthandeling>
          </xsl:for-each>
        </diwoo:documenthandelingen>
        <xsl:if test="role">
          <diwoo:documentrelaties>
            <xsl:for-each select="role">
              <diwoo:documentrelatie>
                <xsl:apply-templates select="."/>
                <xsl:apply-templates select="key('group', concat('relation ', @group))"/>
              </diwoo:documentrelatie>
            </xsl:for-each>
          </diwoo:documentrelaties>
        </xsl:if>
        <xsl:apply-templates select="redenVerwijderingVervanging"/>
      </diwoo:DiWoo>
      <xsl:if test="key">
        <diwoo:extraMetadata>
          <diwoo:extraMetadatavelden>
            <xsl:for-each select="key">
              <diwoo:extraMetadataveld>
                <xsl:apply-templates select="."/>
                <diwoo:values><xsl:apply-templates select="key('group', concat('value ', @group))"/></diwoo:values>
              </diwoo:extraMetadataveld>
            </xsl:for-each>
          </diwoo:extraMetadatavelden>
        </diwoo:extraMetadata>
      </xsl:if>
    </diwoo:Document>
  </xsl:template>

  <!-- An element around values, absent when there are none. -->
  <xsl:template name="list">
    <xsl:param name="name"/>
    <xsl:param name="values"/>
    <xsl:if test="$values">
      <xsl:element name="diwoo:{$name}"><xsl:apply-templates select="$values"/></xsl:element>
    </xsl:if>
  </xsl:template>

  <!-- A value keeps the name of its field; origin and group stay here. -->
  <xsl:template match="record/*">
    <xsl:element name="diwoo:{local-name()}">
      <xsl:if test="@uri">
        <xsl:attribute name="resource"><xsl:value-of select="@uri"/></xsl:attribute>
      </xsl:if>
      <xsl:value-of select="."/>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
