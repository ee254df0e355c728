<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- kader.xsl - what stands around every page of a site; the other stylesheets have what is in it (docs/SITE.md). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

<xsl:variable name="root" select="/page/@root"/>
<xsl:variable name="naam">
  <xsl:choose>
    <xsl:when test="/page/@organisatie"><xsl:value-of select="/page/@organisatie"/></xsl:when>
    <xsl:otherwise>Openbare documenten</xsl:otherwise>
  </xsl:choose>
</xsl:variable>

<xsl:template match="/page">
  <html lang="nl">
    <head>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="referrer" content="no-referrer"/>
      <title><xsl:apply-templates select="." mode="titel"/> | <xsl:value-of select="$naam"/></title>
      <link rel="stylesheet" href="{$root}css/tokens.css"/>
      <link rel="stylesheet" href="{$root}css/site.css"/>
      <link rel="alternate" type="application/atom+xml" title="Nieuw en gewijzigd" href="{$root}feed.xml"/>
      <xsl:if test="@canoniek"><link rel="canonical" href="{@canoniek}"/></xsl:if>
      <xsl:if test="@kind = 'ingetrokken'"><meta name="robots" content="noindex"/></xsl:if>
    </head>
    <body class="woo-{@kind}">
      <a class="skip-link" href="#inhoud">Naar de inhoud</a>
      <header class="page-header">
        <div class="wide">
          <p class="organisatie"><a href="{$root}index.html"><xsl:value-of select="$naam"/></a></p>
          <p class="onderschrift">Actief openbaar gemaakt op grond van de Wet open overheid</p>
        </div>
      </header>
      <xsl:if test="@kind != 'start'">
        <nav class="wide breadcrumb" aria-label="Kruimelpad">
          <ol>
            <li><a href="{$root}index.html">Overzicht</a></li>
            <xsl:apply-templates select="." mode="kruimels"/>
          </ol>
        </nav>
      </xsl:if>
      <main id="inhoud" class="wide" tabindex="-1">
        <xsl:apply-templates select="." mode="inhoud"/>
      </main>
      <footer class="page-footer">
        <div class="wide">
          <p><a href="{$root}feed.xml">Nieuw en gewijzigd (Atom-feed)</a></p>
          <p>Zoeken in alle openbare documenten van de overheid: <a href="https://open.overheid.nl/">open.overheid.nl</a></p>
        </div>
      </footer>
    </body>
  </html>
</xsl:template>

<!-- A page without a place of its own among the categories. -->
<xsl:template match="page" mode="kruimels"/>

<!-- A day, for people and for machines. -->
<xsl:template name="dag">
  <xsl:param name="naam" select="'datum'"/>
  <time datetime="{@*[local-name() = $naam]}"><xsl:value-of select="@*[local-name() = concat($naam, '-tekst')]"/></time>
</xsl:template>

<!-- "Artikel 5.1 ..." of the codes on which something was left out. -->
<xsl:template name="gronden">
  <ul class="gronden">
    <xsl:for-each select="grond">
      <li>
        <span class="code">Woo, artikel <xsl:value-of select="@code"/></span>
        <xsl:if test="@naam">: <xsl:value-of select="@naam"/></xsl:if>
      </li>
    </xsl:for-each>
  </ul>
</xsl:template>

</xsl:stylesheet>
