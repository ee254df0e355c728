<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- ingetrokken.xsl - what stands in the place of a dossier that was taken back: that it was, when and why. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:template match="page[@kind = 'ingetrokken']" mode="titel">Ingetrokken: <xsl:value-of select="@titel"/></xsl:template>

<xsl:template match="page[@kind = 'ingetrokken']" mode="kruimels">
  <li aria-current="page"><xsl:value-of select="@titel"/></li>
</xsl:template>

<xsl:template match="page[@kind = 'ingetrokken']" mode="inhoud">
  <article>
    <h1><xsl:value-of select="@titel"/></h1>
    <p class="lead">
      Dit dossier is ingetrokken<xsl:if test="@ingetrokken"> op <xsl:call-template name="dag">
        <xsl:with-param name="naam" select="'ingetrokken'"/>
      </xsl:call-template></xsl:if>. De documenten zijn hier niet meer te vinden.
    </p>
    <dl class="gegevens">
      <xsl:if test="@kenmerk"><div><dt>Kenmerk</dt><dd><xsl:value-of select="@kenmerk"/></dd></div></xsl:if>
      <xsl:if test="@reden"><div><dt>Reden</dt><dd><xsl:value-of select="@reden"/></dd></div></xsl:if>
      <xsl:if test="@toelichting"><div><dt>Toelichting</dt><dd><xsl:value-of select="@toelichting"/></dd></div></xsl:if>
    </dl>
  </article>
</xsl:template>

</xsl:stylesheet>
