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
        <xsl:if test="identifier">
          <diwoo:identifiers><xsl:apply-templates select="identifier"/></diwoo:identifiers>
        </xsl:if>
        <xsl:apply-templates select="publisher"/>
        <xsl:apply-templates select="verantwoordelijke"/>
        <xsl:if test="medeverantwoordelijke">
          <diwoo:medeverantwoordelijken><xsl:apply-templates select="medeverantwoordelijke"/></diwoo:medeverantwoordelijken>
        </xsl:if>
        <xsl:apply-templates select="opsteller"/>
        <xsl:apply-templates select="naamOpsteller"/>
        <diwoo:titelcollectie>
          <xsl:apply-templates select="officieleTitel"/>
          <xsl:if test="verkorteTitel">
            <diwoo:verkorteTitels><xsl:apply-templates select="verkorteTitel"/></diwoo:verkorteTitels>
          </xsl:if>
          <xsl:if test="alternatieveTitel">
            <diwoo:alternatieveTitels><xsl:apply-templates select="alternatieveTitel"/></diwoo:alternatieveTitels>
          </xsl:if>
        </diwoo:titelcollectie>
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
          <xsl:if test="trefwoord">
            <diwoo:trefwoorden><xsl:apply-templates select="trefwoord"/></diwoo:trefwoorden>
          </xsl:if>
        </diwoo:classificatiecollectie>
        <xsl:apply-templates select="creatiedatum"/>
        <xsl:if test="begindatum | einddatum">
          <diwoo:geldigheid><xsl:apply-templates select="begindatum | einddatum"/></diwoo:geldigheid>
        </xsl:if>
        <xsl:apply-templates select="language"/>
        <xsl:apply-templates select="format"/>
        <xsl:apply-templates select="aggregatiekenmerk"/>
        <xsl:apply-templates select="isPartOf"/>
        <xsl:if test="hasPart">
          <diwoo:hasParts><xsl:apply-templates select="hasPart"/></diwoo:hasParts>
        </xsl:if>
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
