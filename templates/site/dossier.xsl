<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- dossier.xsl - the page of one dossier: what it is, its documents, and what is withheld. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="page[@kind = 'dossier']" mode="titel"><xsl:value-of select="@titel"/></xsl:template>

<xsl:template match="page[@kind = 'dossier']" mode="kruimels">
  <xsl:for-each select="categorie[1]">
    <li><a href="{$root}categorie/{@sleutel}/index.html"><xsl:value-of select="@naam"/></a></li>
  </xsl:for-each>
  <li aria-current="page"><xsl:value-of select="@titel"/></li>
</xsl:template>

<xsl:template match="page[@kind = 'dossier']" mode="inhoud">
  <article>
    <h1><xsl:value-of select="@titel"/></h1>
    <xsl:for-each select="omschrijving"><p class="lead"><xsl:value-of select="@tekst"/></p></xsl:for-each>
    <xsl:if test="document">
      <section aria-labelledby="documenten">
        <h2 id="documenten">Documenten <span class="aantal">(<xsl:value-of select="count(document)"/>)</span></h2>
        <ul class="documenten">
          <xsl:for-each select="document"><li id="stuk-{@id}"><xsl:call-template name="document"/></li></xsl:for-each>
        </ul>
      </section>
    </xsl:if>
    <xsl:if test="geweigerd">
      <section aria-labelledby="geweigerd">
        <h2 id="geweigerd">Niet openbaar <span class="aantal">(<xsl:value-of select="count(geweigerd)"/>)</span></h2>
        <p>Deze documenten horen bij het dossier, maar zijn als geheel niet openbaar gemaakt.</p>
        <ul class="documenten">
          <xsl:for-each select="geweigerd">
            <li id="stuk-{@id}" class="geweigerd">
              <h3><xsl:value-of select="@titel"/></h3>
              <xsl:if test="@datum"><p class="feiten"><xsl:call-template name="dag"/></p></xsl:if>
              <xsl:if test="grond">
                <p>Waarom dit document niet openbaar is:</p>
                <xsl:call-template name="gronden"/>
              </xsl:if>
              <xsl:call-template name="relaties"/>
            </li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:if>
    <section aria-labelledby="gegevens">
      <h2 id="gegevens">Gegevens van het dossier</h2>
      <dl class="gegevens">
        <xsl:if test="@kenmerk"><div><dt>Kenmerk</dt><dd><xsl:value-of select="@kenmerk"/></dd></div></xsl:if>
        <xsl:if test="@datum"><div><dt>Datum</dt><dd><xsl:call-template name="dag"/></dd></div></xsl:if>
        <div>
          <dt>Informatiecategorie</dt>
          <xsl:for-each select="categorie">
            <dd><a href="{$root}categorie/{@sleutel}/index.html"><xsl:value-of select="@naam"/></a></dd>
          </xsl:for-each>
        </div>
        <xsl:if test="thema">
          <div><dt>Thema</dt><xsl:for-each select="thema"><dd><xsl:value-of select="@naam"/></dd></xsl:for-each></div>
        </xsl:if>
        <xsl:if test="@organisatie"><div><dt>Openbaar gemaakt door</dt><dd><xsl:value-of select="@organisatie"/></dd></div></xsl:if>
        <xsl:for-each select="partij">
          <div><dt><xsl:value-of select="@rol"/></dt><dd><xsl:value-of select="@naam"/></dd></div>
        </xsl:for-each>
        <xsl:if test="@gewijzigd">
          <div>
            <dt>Laatst gewijzigd</dt>
            <dd><time datetime="{@gewijzigd-moment}"><xsl:value-of select="@gewijzigd-tekst"/></time></dd>
          </div>
        </xsl:if>
      </dl>
    </section>
  </article>
</xsl:template>

<xsl:template name="document">
  <h3>
    <a href="{$root}{@adres}">
      <xsl:if test="@taalcode"><xsl:attribute name="hreflang"><xsl:value-of select="@taalcode"/></xsl:attribute></xsl:if>
      <xsl:if test="@mediatype"><xsl:attribute name="type"><xsl:value-of select="@mediatype"/></xsl:attribute></xsl:if>
      <xsl:value-of select="@titel"/>
      <span class="soort-bestand"> (<xsl:value-of select="@formaat"/><xsl:if test="@grootte">, <xsl:value-of select="@grootte"/></xsl:if>)</span>
    </a>
  </h3>
  <p class="feiten">
    <span>
      <xsl:choose>
        <xsl:when test="@rol = 'main'">Hoofddocument</xsl:when>
        <xsl:when test="@rol = 'inventory'">Inventarislijst</xsl:when>
        <xsl:when test="@rol = 'annex'">Bijlage</xsl:when>
        <xsl:otherwise>Document</xsl:otherwise>
      </xsl:choose>
    </span>
    <xsl:for-each select="soort"><span><xsl:value-of select="@naam"/></span></xsl:for-each>
    <xsl:if test="@datum"><span><xsl:call-template name="dag"/></span></xsl:if>
    <xsl:if test="@taal"><span><xsl:value-of select="@taal"/></span></xsl:if>
  </p>
  <xsl:for-each select="omschrijving"><p><xsl:value-of select="@tekst"/></p></xsl:for-each>
  <xsl:if test="grond">
    <p>In dit document is een deel onleesbaar gemaakt. De reden:</p>
    <xsl:call-template name="gronden"/>
  </xsl:if>
  <xsl:call-template name="relaties"/>
</xsl:template>

<xsl:template name="relaties">
  <xsl:if test="relatie">
    <ul class="relaties">
      <xsl:for-each select="relatie">
        <li>
          <xsl:value-of select="@rol"/>:
          <xsl:choose>
            <xsl:when test="@adres"><a href="{$root}{@adres}"><xsl:value-of select="@naam"/></a></xsl:when>
            <xsl:when test="@elders"><a href="{@elders}"><xsl:value-of select="@naam"/></a></xsl:when>
            <xsl:otherwise><xsl:value-of select="@naam"/></xsl:otherwise>
          </xsl:choose>
        </li>
      </xsl:for-each>
    </ul>
  </xsl:if>
</xsl:template>

</xsl:stylesheet>
