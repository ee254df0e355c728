<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- lijst.xsl - the lists of a site: its first page, the years of a category, the dossiers of a year. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="page[@kind = 'start']" mode="titel">Openbare documenten</xsl:template>
<xsl:template match="page[@kind = 'categorie']" mode="titel"><xsl:value-of select="@naam"/></xsl:template>
<xsl:template match="page[@kind = 'jaar']" mode="titel">
  <xsl:value-of select="concat(@naam, ', ', @jaar)"/>
  <xsl:if test="@nummer &gt; 1">, pagina <xsl:value-of select="@nummer"/></xsl:if>
</xsl:template>

<xsl:template match="page[@kind = 'categorie']" mode="kruimels">
  <li aria-current="page"><xsl:value-of select="@naam"/></li>
</xsl:template>
<xsl:template match="page[@kind = 'jaar']" mode="kruimels">
  <li><a href="{$root}categorie/{@sleutel}/index.html"><xsl:value-of select="@naam"/></a></li>
  <li aria-current="page"><xsl:value-of select="@jaar"/></li>
</xsl:template>

<xsl:template match="page[@kind = 'start']" mode="inhoud">
  <h1>Openbare documenten</h1>
  <xsl:choose>
    <xsl:when test="categorie">
      <section aria-labelledby="categorieen">
        <h2 id="categorieen">Op informatiecategorie</h2>
        <ul class="lijst">
          <xsl:for-each select="categorie">
            <li>
              <a href="{$root}{@adres}"><xsl:value-of select="@naam"/></a>
              <span class="aantal"> (<xsl:value-of select="@aantal"/>)</span>
            </li>
          </xsl:for-each>
        </ul>
      </section>
      <section aria-labelledby="nieuw">
        <h2 id="nieuw">Nieuw en gewijzigd</h2>
        <ul class="dossiers"><xsl:apply-templates select="dossier"/></ul>
      </section>
    </xsl:when>
    <xsl:otherwise><p class="lead">Er staat hier nog niets.</p></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="page[@kind = 'categorie']" mode="inhoud">
  <h1><xsl:value-of select="@naam"/></h1>
  <h2>Per jaar</h2>
  <ul class="lijst">
    <xsl:for-each select="jaar">
      <li>
        <a href="{$root}{@adres}"><xsl:value-of select="@jaar"/></a>
        <span class="aantal"> (<xsl:value-of select="@aantal"/>)</span>
      </li>
    </xsl:for-each>
  </ul>
</xsl:template>

<xsl:template match="page[@kind = 'jaar']" mode="inhoud">
  <h1><xsl:value-of select="concat(@naam, ', ', @jaar)"/></h1>
  <xsl:if test="pagina"><p>Pagina <xsl:value-of select="@nummer"/> van <xsl:value-of select="count(pagina)"/></p></xsl:if>
  <h2>Dossiers</h2>
  <ul class="dossiers"><xsl:apply-templates select="dossier"/></ul>
  <xsl:if test="pagina">
    <nav class="paginas" aria-label="Pagina’s">
      <ul>
        <xsl:for-each select="pagina">
          <li>
            <xsl:choose>
              <xsl:when test="@huidig"><span aria-current="page">Pagina <xsl:value-of select="@nummer"/></span></xsl:when>
              <xsl:otherwise><a href="{$root}{@adres}">Pagina <xsl:value-of select="@nummer"/></a></xsl:otherwise>
            </xsl:choose>
          </li>
        </xsl:for-each>
      </ul>
    </nav>
  </xsl:if>
</xsl:template>

<xsl:template match="dossier">
  <li>
    <h3><a href="{$root}{@adres}"><xsl:value-of select="@titel"/></a></h3>
    <p class="feiten">
      <xsl:if test="@datum"><span><xsl:call-template name="dag"/></span></xsl:if>
      <xsl:choose>
        <xsl:when test="@ingetrokken"><span class="ingetrokken">Ingetrokken</span></xsl:when>
        <xsl:otherwise>
          <span>
            <xsl:choose>
              <xsl:when test="@documenten = 1">1 document</xsl:when>
              <xsl:otherwise><xsl:value-of select="@documenten"/> documenten</xsl:otherwise>
            </xsl:choose>
          </span>
          <xsl:if test="@geweigerd"><span><xsl:value-of select="@geweigerd"/> niet openbaar</span></xsl:if>
        </xsl:otherwise>
      </xsl:choose>
    </p>
  </li>
</xsl:template>

</xsl:stylesheet>
