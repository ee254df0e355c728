<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- report.xsl - the account of a run (pipeline/report/tree.h) as a page for the information manager. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

<!-- From page.c: the text of report.css; the moment the run began, in Dutch. -->
<xsl:param name="css"/>
<xsl:param name="moment"/>

<!-- More than a person reads at one place; the JSON account has them all. -->
<xsl:variable name="places-most" select="10"/>
<xsl:variable name="notes-most" select="5"/>
<xsl:variable name="rules-most" select="3"/>
<xsl:variable name="changes-most" select="8"/>

<xsl:variable name="run" select="/account/line/run"/>
<xsl:variable name="proef" select="$run/@mode = 'check'"/>

<!-- Each dossier stands in exactly one of held, later, public, handed, unchanged and rest; look is part of public and handed. -->
<xsl:variable name="dossiers" select="/account/line[@dossier]"/>
<xsl:variable name="held" select="$dossiers[@verdict = 'hold'
    or documents[@outcome = 'held' or @outcome = 'rejected']]"/>
<xsl:variable name="free" select="$dossiers[not(@verdict = 'hold'
    or documents[@outcome = 'held' or @outcome = 'rejected'])]"/>
<xsl:variable name="later" select="$free[@verdict = 'later' or documents/@outcome = 'later']"/>
<xsl:variable name="done" select="$free[not(@verdict = 'later' or documents/@outcome = 'later')]"/>
<xsl:variable name="public" select="$done[documents/@outcome = 'published']"/>
<xsl:variable name="handed" select="$done[not(documents/@outcome = 'published')]
    [documents/@outcome = 'handed']"/>
<xsl:variable name="look" select="($public | $handed)[@verdict = 'look']"/>
<xsl:variable name="unchanged" select="$done[not(documents/@outcome = 'published' or documents/@outcome = 'handed')]
    [documents/@outcome = 'unchanged']"/>
<xsl:variable name="rest" select="$done[not(documents/@outcome = 'published' or documents/@outcome = 'handed')]
    [not(documents/@outcome = 'unchanged')]"/>
<xsl:variable name="skipped" select="$dossiers/documents[@outcome = 'skipped']"/>

<!-- Findings of one dossier that say the same; chosen categories of one dossier with the same label. -->
<xsl:key name="same" match="findings" use="concat(generate-id(ancestor::line), '|', @code, '|', @text, '|', waived/@text)"/>
<xsl:key name="label" match="categories[@chosen = 'true']"
    use="concat(generate-id(ancestor::line), '|', @label)"/>

<xsl:template match="/">
  <xsl:variable name="kop">
    <xsl:choose>
      <xsl:when test="$proef">Proefverslag openbaarmaking</xsl:when>
      <xsl:otherwise>Verslag openbaarmaking</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <html lang="nl">
    <head>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="robots" content="noindex, nofollow"/>
      <meta name="referrer" content="no-referrer"/>
      <title><xsl:value-of select="concat($kop, ', ', $moment)"/></title>
      <style><xsl:value-of select="$css" disable-output-escaping="yes"/></style>
    </head>
    <body>
      <a class="skip" href="#inhoud">Naar de inhoud</a>
      <header class="top">
        <div class="wide">
          <p class="brand">woostraat</p>
          <h1><xsl:value-of select="$kop"/></h1>
          <xsl:if test="$run/@organisation">
            <p class="moment">Alleen <xsl:value-of select="$run/@organisation"/></p>
          </xsl:if>
          <p class="moment"><xsl:value-of select="$moment"/></p>
          <p class="mode"><xsl:call-template name="mode"/></p>
        </div>
      </header>
      <main id="inhoud" class="wide" tabindex="-1">
        <xsl:call-template name="summary"/>
        <xsl:call-template name="left-out"/>
        <xsl:call-template name="held"/>
        <xsl:call-template name="look"/>
        <xsl:call-template name="public"/>
        <xsl:call-template name="later"/>
        <xsl:if test="$handed"><xsl:call-template name="handed"/></xsl:if>
        <xsl:call-template name="unchanged"/>
        <xsl:call-template name="skipped"/>
        <xsl:call-template name="standing"/>
        <xsl:call-template name="withdrawn"/>
        <xsl:call-template name="numbers"/>
        <xsl:call-template name="limits"/>
        <xsl:call-template name="promises"/>
      </main>
      <footer class="wide">
        <p>Gemaakt door woostraat. Gevonden persoonsgegevens staan hier alleen gemaskeerd. Het volledige verslag,
        met elke vindplaats en alle metadata, is het JSON-verslag van dezelfde run.</p>
      </footer>
    </body>
  </html>
</xsl:template>

<xsl:template name="mode">
  <xsl:choose>
    <xsl:when test="$proef"><strong>Proef.</strong> Er is niets verzonden; dit is wat een echte run zou
    doen.</xsl:when>
    <xsl:when test="$run/@mode = 'redo'"><strong>Opnieuw beoordeeld</strong> op verzoek van een
    medewerker.</xsl:when>
    <xsl:otherwise><strong>Run.</strong> Wat hieronder openbaar heet, is verzonden.</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Organisations without a night: their settings are wrong. -->
<xsl:template name="left-out">
  <xsl:if test="//line/left_out">
    <section aria-labelledby="weggelaten">
      <h2 id="weggelaten">Weggelaten</h2>
      <p>In de instellingen hieronder staat een fout. Van die organisaties is niets gedaan; de andere zijn gewoon
      verwerkt.</p>
      <ul>
        <xsl:for-each select="//line/left_out">
          <li><xsl:value-of select="@why"/></li>
        </xsl:for-each>
      </ul>
    </section>
  </xsl:if>
</xsl:template>

<!-- "1 dossier", "3 dossiers" -->
<xsl:template name="many">
  <xsl:param name="n"/>
  <xsl:param name="one"/>
  <xsl:param name="more"/>
  <xsl:value-of select="$n"/>
  <xsl:text> </xsl:text>
  <xsl:choose>
    <xsl:when test="$n = 1"><xsl:value-of select="$one"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="$more"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="dossiers">
  <xsl:param name="n"/>
  <xsl:call-template name="many">
    <xsl:with-param name="n" select="$n"/>
    <xsl:with-param name="one" select="'dossier'"/>
    <xsl:with-param name="more" select="'dossiers'"/>
  </xsl:call-template>
</xsl:template>

<xsl:template name="bestanden">
  <xsl:param name="n"/>
  <xsl:call-template name="many">
    <xsl:with-param name="n" select="$n"/>
    <xsl:with-param name="one" select="'bestand'"/>
    <xsl:with-param name="more" select="'bestanden'"/>
  </xsl:call-template>
</xsl:template>

<xsl:template name="summary">
  <section aria-labelledby="kort">
    <h2 id="kort">In het kort</h2>
    <p class="lead">
      <xsl:text>Van </xsl:text>
      <xsl:call-template name="bestanden"><xsl:with-param name="n" select="$run/@seen"/></xsl:call-template>
      <xsl:text> in </xsl:text>
      <xsl:call-template name="dossiers"><xsl:with-param name="n" select="$run/@dossiers"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="$proef and $run/@published = 1"> zou er 1 openbaar worden. </xsl:when>
        <xsl:when test="$proef"> zouden er <xsl:value-of select="$run/@published"/> openbaar worden. </xsl:when>
        <xsl:when test="$run/@published = 1"> is er 1 openbaar gemaakt. </xsl:when>
        <xsl:otherwise> zijn er <xsl:value-of select="$run/@published"/> openbaar gemaakt. </xsl:otherwise>
      </xsl:choose>
      <xsl:choose>
        <xsl:when test="count($held) = 0">Er wacht niets op een mens.</xsl:when>
        <xsl:when test="count($held) = 1"><strong>1 dossier wacht op een mens.</strong></xsl:when>
        <xsl:otherwise>
          <strong><xsl:value-of select="count($held)"/> dossiers wachten op een mens.</strong>
        </xsl:otherwise>
      </xsl:choose>
    </p>
    <xsl:if test="$run/@balanced != 'true'">
      <p class="alarm"><strong>Let op: de telling klopt niet.</strong> Niet elk bestand heeft precies één uitkomst.
      Vertrouw deze run niet en waarschuw de beheerder. <a href="#telling">Bekijk de telling</a></p>
    </xsl:if>
    <nav aria-label="Op deze pagina">
      <ul class="tiles">
        <xsl:call-template name="tile">
          <xsl:with-param name="to" select="'nodig'"/>
          <xsl:with-param name="n" select="count($held)"/>
          <xsl:with-param name="text" select="'Een mens nodig'"/>
          <xsl:with-param name="class" select="'stop'"/>
        </xsl:call-template>
        <xsl:call-template name="tile">
          <xsl:with-param name="to" select="'bekijken'"/>
          <xsl:with-param name="n" select="count($look)"/>
          <xsl:with-param name="text" select="'Het bekijken waard'"/>
          <xsl:with-param name="class" select="'look'"/>
        </xsl:call-template>
        <xsl:call-template name="tile">
          <xsl:with-param name="to" select="'openbaar'"/>
          <xsl:with-param name="n" select="count($public)"/>
          <xsl:with-param name="text"><xsl:call-template name="public-name"/></xsl:with-param>
          <xsl:with-param name="class" select="'public'"/>
        </xsl:call-template>
        <xsl:if test="$handed">
          <xsl:call-template name="tile">
            <xsl:with-param name="to" select="'overgedragen'"/>
            <xsl:with-param name="n" select="count($handed)"/>
            <xsl:with-param name="text" select="'Als concept overgedragen'"/>
          </xsl:call-template>
        </xsl:if>
        <xsl:call-template name="tile">
          <xsl:with-param name="to" select="'later'"/>
          <xsl:with-param name="n" select="count($later)"/>
          <xsl:with-param name="text" select="'Later opnieuw'"/>
        </xsl:call-template>
        <xsl:call-template name="tile">
          <xsl:with-param name="to" select="'ongewijzigd'"/>
          <xsl:with-param name="n" select="count($unchanged)"/>
          <xsl:with-param name="text" select="'Ongewijzigd'"/>
        </xsl:call-template>
        <xsl:call-template name="tile">
          <xsl:with-param name="to" select="'overgeslagen'"/>
          <xsl:with-param name="n" select="count($skipped)"/>
          <xsl:with-param name="text" select="'Overgeslagen'"/>
          <xsl:with-param name="files" select="true()"/>
        </xsl:call-template>
      </ul>
    </nav>
  </section>
</xsl:template>

<xsl:template name="tile">
  <xsl:param name="to"/>
  <xsl:param name="n"/>
  <xsl:param name="text"/>
  <xsl:param name="class"/>
  <xsl:param name="files" select="false()"/>
  <li>
    <a href="#{$to}">
      <xsl:attribute name="class">
        <xsl:text>tile</xsl:text>
        <xsl:if test="$n != 0 and $class != ''"> tile-<xsl:value-of select="$class"/></xsl:if>
      </xsl:attribute>
      <span class="tile-name"><xsl:value-of select="$text"/></span>
      <xsl:text> </xsl:text>
      <span class="tile-number"><xsl:value-of select="$n"/></span>
      <xsl:text> </xsl:text>
      <span class="tile-unit">
        <xsl:choose>
          <xsl:when test="$files and $n = 1">bestand</xsl:when>
          <xsl:when test="$files">bestanden</xsl:when>
          <xsl:when test="$n = 1">dossier</xsl:when>
          <xsl:otherwise>dossiers</xsl:otherwise>
        </xsl:choose>
      </span>
    </a>
  </li>
</xsl:template>

<xsl:template name="public-name">
  <xsl:choose>
    <xsl:when test="$proef">Zou openbaar worden</xsl:when>
    <xsl:otherwise>Openbaar gemaakt</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- How many, behind a heading. -->
<xsl:template name="count">
  <xsl:param name="n"/>
  <span class="count"> (<xsl:value-of select="$n"/>)</span>
</xsl:template>

<xsl:template name="held">
  <section aria-labelledby="nodig">
    <h2 id="nodig">Hier is vandaag een mens nodig<xsl:call-template name="count">
      <xsl:with-param name="n" select="count($held)"/></xsl:call-template></h2>
    <xsl:choose>
      <xsl:when test="$held">
        <p>Van deze dossiers
        <xsl:choose>
          <xsl:when test="$proef">zou niets naar buiten gaan.</xsl:when>
          <xsl:otherwise>is in deze run niets nieuws naar buiten gegaan.</xsl:otherwise>
        </xsl:choose>
        Herstel de reden in het bronbestand of in dossier.yaml; daarna wordt het hele dossier opnieuw
        gecontroleerd.</p>
        <xsl:for-each select="$held">
          <xsl:call-template name="card"><xsl:with-param name="least" select="3"/></xsl:call-template>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise><p class="none">Niets. Geen enkel dossier is vastgehouden of geweigerd.</p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template name="look">
  <section aria-labelledby="bekijken">
    <h2 id="bekijken">Het bekijken waard<xsl:call-template name="count">
      <xsl:with-param name="n" select="count($look)"/></xsl:call-template></h2>
    <xsl:choose>
      <xsl:when test="$look">
        <p>Deze opmerkingen houden publicatie niet tegen. Kijk of het zo bedoeld is.</p>
        <xsl:for-each select="$look">
          <xsl:call-template name="card"><xsl:with-param name="least" select="3"/></xsl:call-template>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise><p class="none">Geen opmerkingen.</p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template name="later">
  <section aria-labelledby="later">
    <h2 id="later">Later vanzelf opnieuw<xsl:call-template name="count">
      <xsl:with-param name="n" select="count($later)"/></xsl:call-template></h2>
    <xsl:choose>
      <xsl:when test="$later">
        <p>Hier hoeft niemand iets te doen: bij de volgende run komen deze dossiers weer aan de beurt.</p>
        <xsl:for-each select="$later">
          <xsl:call-template name="card"><xsl:with-param name="least" select="3"/></xsl:call-template>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise><p class="none">Geen.</p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<!-- A dossier with its reasons; context: line. -->
<xsl:template name="card">
  <xsl:param name="least"/>
  <xsl:variable name="found" select="(findings | documents/findings)[@gravity &gt;= $least]"/>
  <article class="card">
    <h3><bdi><xsl:value-of select="@dossier"/></bdi></h3>
    <xsl:if test="@title"><p class="title"><bdi><xsl:value-of select="@title"/></bdi></p></xsl:if>
    <p class="facts">
      <xsl:if test="@organisation != ''">
        <bdi><xsl:value-of select="@organisation"/></bdi><xsl:text>, </xsl:text>
      </xsl:if>
      <xsl:call-template name="bestanden">
        <xsl:with-param name="n" select="count(documents[@outcome != 'skipped'])"/>
      </xsl:call-template>
    </p>
    <xsl:call-template name="changed"/>
    <xsl:choose>
      <xsl:when test="$found">
        <ul class="reasons">
          <xsl:for-each select="$found[generate-id() = generate-id(key('same',
              concat(generate-id(ancestor::line), '|', @code, '|', @text, '|', waived/@text))[1])]">
            <xsl:sort select="number(boolean(waived))" data-type="number"/>
            <xsl:sort select="@gravity" data-type="number" order="descending"/>
            <xsl:sort select="number(boolean(@masked))" data-type="number" order="descending"/>
            <xsl:sort select="number(@waive = 'never')" data-type="number" order="descending"/>
            <xsl:call-template name="reason"/>
          </xsl:for-each>
        </ul>
      </xsl:when>
      <xsl:otherwise>
        <p class="alarm">Er is geen reden vastgelegd. Meld dit aan de beheerder.</p>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="sent/@answer">
      <p class="facts">Antwoord van het portaal: <bdi><xsl:value-of select="sent/@answer"/></bdi></p>
    </xsl:if>
  </article>
</xsl:template>

<!-- What is new since people could see it; context: line. -->
<xsl:template name="changed">
  <xsl:if test="changed">
    <span class="facts">Gewijzigd sinds het openbaar werd (versie <xsl:value-of select="@revision"/>):</span>
    <ul class="places">
      <xsl:for-each select="changed[position() &lt;= $changes-most]">
        <li><bdi><xsl:value-of select="@text"/></bdi></li>
      </xsl:for-each>
      <xsl:if test="count(changed) &gt; $changes-most">
        <li>
          <xsl:text>en nog </xsl:text>
          <xsl:call-template name="many">
            <xsl:with-param name="n" select="count(changed) - $changes-most"/>
            <xsl:with-param name="one" select="'verschil'"/>
            <xsl:with-param name="more" select="'verschillen'"/>
          </xsl:call-template>
        </li>
      </xsl:if>
    </ul>
  </xsl:if>
</xsl:template>

<!-- One reason with its places; context: findings, the first that says this. -->
<xsl:template name="reason">
  <xsl:variable name="all" select="key('same', concat(generate-id(ancestor::line), '|', @code, '|', @text, '|', waived/@text))"/>
  <xsl:variable name="places" select="$all[parent::documents]"/>
  <li>
    <xsl:attribute name="class">
      <xsl:text>reason gravity-</xsl:text>
      <xsl:choose>
        <xsl:when test="waived">3</xsl:when>
        <xsl:otherwise><xsl:value-of select="@gravity"/></xsl:otherwise>
      </xsl:choose>
    </xsl:attribute>
    <p class="reason-text"><bdi><xsl:value-of select="@text"/></bdi></p>
    <xsl:if test="waived"><p class="facts"><bdi><xsl:value-of select="waived/@text"/></bdi></p></xsl:if>
    <p class="reason-facts">
      <span class="tag"><xsl:call-template name="tag"/></span>
      <xsl:text> </xsl:text>
      <span class="code">code <xsl:value-of select="@code"/></span>
    </p>
    <xsl:if test="$places">
      <ul class="places">
        <xsl:for-each select="$places[position() &lt;= $places-most]">
          <li>
            <bdi class="file"><xsl:value-of select="../@path"/></bdi>
            <xsl:if test="@page">, bladzijde <xsl:value-of select="@page"/></xsl:if>
            <xsl:if test="@masked">
              <xsl:text>: </xsl:text><span class="masked"><xsl:value-of select="@masked"/></span>
            </xsl:if>
            <xsl:for-each select="picture"><xsl:call-template name="picture"/></xsl:for-each>
          </li>
        </xsl:for-each>
        <xsl:if test="count($places) &gt; $places-most">
          <li>
            <xsl:text>en nog </xsl:text>
            <xsl:call-template name="many">
              <xsl:with-param name="n" select="count($places) - $places-most"/>
              <xsl:with-param name="one" select="'plaats'"/>
              <xsl:with-param name="more" select="'plaatsen'"/>
            </xsl:call-template>
          </li>
        </xsl:if>
      </ul>
    </xsl:if>
  </li>
</xsl:template>

<!-- The place as it looks on its page, with personal data painted over; context: picture. -->
<xsl:template name="picture">
  <xsl:choose>
    <xsl:when test="@png">
      <img class="picture" width="{@width}" height="{@height}" src="data:image/png;base64,{@png}"
        alt="Stuk van bladzijde {../@page} van {../../@path}, met een rood kader om de plaats. {../@text}"/>
    </xsl:when>
    <xsl:otherwise><span class="note">Geen beeld: <xsl:value-of select="@why"/>.</span></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- What a person can do about it; context: findings. -->
<xsl:template name="tag">
  <xsl:choose>
    <xsl:when test="waived">Vrijgegeven</xsl:when>
    <xsl:when test="@gravity = 5">Moet worden hersteld</xsl:when>
    <xsl:when test="@gravity = 4">Wordt vanzelf opnieuw geprobeerd</xsl:when>
    <xsl:when test="@gravity = 3">Bekijken</xsl:when>
    <xsl:otherwise>Aantekening</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="public">
  <section aria-labelledby="openbaar">
    <h2 id="openbaar"><xsl:call-template name="public-name"/><xsl:call-template name="count">
      <xsl:with-param name="n" select="count($public)"/></xsl:call-template></h2>
    <xsl:choose>
      <xsl:when test="$public">
        <table role="table">
          <caption>
            <xsl:call-template name="dossiers"><xsl:with-param name="n" select="count($public)"/></xsl:call-template>
            <xsl:text>, </xsl:text>
            <xsl:call-template name="bestanden">
              <xsl:with-param name="n" select="count($public/documents[@outcome = 'published'])"/>
            </xsl:call-template>
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">Dossier en titel</th>
              <th role="columnheader" scope="col">Informatiecategorie</th>
              <th role="columnheader" scope="col" class="number">Bestanden</th>
              <th role="columnheader" scope="col">Aantekeningen</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            <xsl:for-each select="$public"><xsl:call-template name="public-row"/></xsl:for-each>
          </tbody>
        </table>
      </xsl:when>
      <xsl:otherwise><p class="none">Geen.</p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template name="name-cell">
  <th role="rowheader" scope="row">
    <bdi class="file"><xsl:value-of select="@dossier"/></bdi>
    <xsl:if test="@title"><span class="title"><bdi><xsl:value-of select="@title"/></bdi></span></xsl:if>
    <xsl:if test="@organisation != ''">
      <span class="facts"><bdi><xsl:value-of select="@organisation"/></bdi></span>
    </xsl:if>
    <xsl:call-template name="changed"/>
  </th>
</xsl:template>

<!-- context: line -->
<xsl:template name="public-row">
  <tr role="row">
    <xsl:call-template name="name-cell"/>
    <td role="cell" data-label="Informatiecategorie">
      <xsl:call-template name="categories"/>
    </td>
    <td role="cell" data-label="Bestanden" class="number">
      <xsl:value-of select="count(documents[@outcome = 'published'])"/>
      <xsl:if test="documents/@outcome = 'unchanged'">
        <span class="facts">en <xsl:value-of select="count(documents[@outcome = 'unchanged'])"/> ongewijzigd</span>
      </xsl:if>
    </td>
    <td role="cell" data-label="Aantekeningen"><div><xsl:call-template name="notes"/></div></td>
  </tr>
</xsl:template>

<!-- The chosen categories of what goes out, and why the main document has its own; context: line. -->
<xsl:template name="categories">
  <xsl:variable name="chosen" select="documents[@outcome != 'skipped']/categories[@chosen = 'true']"/>
  <xsl:variable name="why" select="documents[@role = 'main']/categories[@chosen = 'true']/reasons"/>
  <div>
    <xsl:for-each select="$chosen[generate-id() = generate-id(key('label',
        concat(generate-id(ancestor::line), '|', @label))[1])]">
      <xsl:if test="position() != 1">; </xsl:if>
      <bdi><xsl:value-of select="@label"/></bdi>
    </xsl:for-each>
    <xsl:if test="not($chosen)">geen</xsl:if>
    <xsl:if test="$why">
      <span class="facts">
        <xsl:text>volgens </xsl:text>
        <xsl:for-each select="$why[position() &lt;= $rules-most]">
          <xsl:if test="position() != 1">, </xsl:if>
          <bdi><xsl:value-of select="@rule"/></bdi>
          <xsl:if test="@page"> (blz. <xsl:value-of select="@page"/>)</xsl:if>
        </xsl:for-each>
        <xsl:if test="count($why) &gt; $rules-most">
          en nog <xsl:value-of select="count($why) - $rules-most"/>
        </xsl:if>
      </span>
    </xsl:if>
  </div>
</xsl:template>

<!-- Distinct notes about what goes out, then where it went; context: line. -->
<xsl:template name="notes">
  <xsl:variable name="all" select="(findings | documents[@outcome != 'skipped']/findings)[@gravity = 2 or waived]"/>
  <xsl:variable name="different" select="$all[generate-id() = generate-id(key('same',
      concat(generate-id(ancestor::line), '|', @code, '|', @text, '|', waived/@text))[1])]"/>
  <xsl:if test="@verdict = 'look'"><p class="note">Zie ook <a href="#bekijken">Het bekijken waard</a></p></xsl:if>
  <xsl:for-each select="$different[position() &lt;= $notes-most or waived]">
    <p class="note">
      <bdi><xsl:value-of select="@text"/></bdi>
      <xsl:if test="waived"><xsl:text> </xsl:text><bdi><xsl:value-of select="waived/@text"/></bdi></xsl:if>
    </p>
  </xsl:for-each>
  <xsl:if test="$different[position() &gt; $notes-most and not(waived)]">
    <p class="note">en nog <xsl:value-of select="count($different[position() &gt; $notes-most and not(waived)])"/></p>
  </xsl:if>
  <xsl:choose>
    <!-- Never a scheme that could do anything but show a page. -->
    <xsl:when test="starts-with(sent/@url, 'https://') or starts-with(sent/@url, 'http://')">
      <p class="note">Portaal: <a href="{sent/@url}"><bdi><xsl:value-of select="sent/@url"/></bdi></a></p>
    </xsl:when>
    <xsl:when test="sent/@url"><p class="note">Portaal: <bdi><xsl:value-of select="sent/@url"/></bdi></p></xsl:when>
  </xsl:choose>
  <xsl:if test="not($different) and @verdict != 'look' and not(sent/@url)">
    <p class="note">geen</p>
  </xsl:if>
</xsl:template>

<xsl:template name="handed">
  <section aria-labelledby="overgedragen">
    <h2 id="overgedragen">Als concept overgedragen<xsl:call-template name="count">
      <xsl:with-param name="n" select="count($handed)"/></xsl:call-template></h2>
    <p>Deze dossiers staan als concept bij het portaal. Daar maakt iemand ze openbaar; tot dan ziet het publiek ze niet.</p>
    <table role="table">
      <caption>
        <xsl:call-template name="dossiers">
          <xsl:with-param name="n" select="count($handed)"/>
        </xsl:call-template>
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">Dossier en titel</th>
          <th role="columnheader" scope="col">Informatiecategorie</th>
          <th role="columnheader" scope="col" class="number">Bestanden</th>
          <th role="columnheader" scope="col">Aantekeningen</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        <xsl:for-each select="$handed">
          <tr role="row">
            <xsl:call-template name="name-cell"/>
            <td role="cell" data-label="Informatiecategorie"><xsl:call-template name="categories"/></td>
            <td role="cell" data-label="Bestanden" class="number">
              <xsl:value-of select="count(documents[@outcome = 'handed'])"/>
            </td>
            <td role="cell" data-label="Aantekeningen"><div><xsl:call-template name="notes"/></div></td>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </section>
</xsl:template>

<xsl:template name="unchanged">
  <section aria-labelledby="ongewijzigd">
    <h2 id="ongewijzigd">Ongewijzigd<xsl:call-template name="count">
      <xsl:with-param name="n" select="count($unchanged)"/></xsl:call-template></h2>
    <xsl:choose>
      <xsl:when test="$unchanged">
        <p>Deze dossiers staan al openbaar, met precies deze bestanden.</p>
        <table role="table">
          <caption>
            <xsl:call-template name="dossiers">
              <xsl:with-param name="n" select="count($unchanged)"/>
            </xsl:call-template>
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">Dossier en titel</th>
              <th role="columnheader" scope="col">Informatiecategorie</th>
              <th role="columnheader" scope="col" class="number">Bestanden</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            <xsl:for-each select="$unchanged">
              <tr role="row">
                <xsl:call-template name="name-cell"/>
                <td role="cell" data-label="Informatiecategorie"><xsl:call-template name="categories"/></td>
                <td role="cell" data-label="Bestanden" class="number">
                  <xsl:value-of select="count(documents[@outcome = 'unchanged'])"/>
                </td>
              </tr>
            </xsl:for-each>
          </tbody>
        </table>
      </xsl:when>
      <xsl:otherwise><p class="none">Geen.</p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template name="skipped">
  <section aria-labelledby="overgeslagen">
    <h2 id="overgeslagen">Overgeslagen bestanden<xsl:call-template name="count">
      <xsl:with-param name="n" select="count($skipped)"/></xsl:call-template></h2>
    <xsl:choose>
      <xsl:when test="$skipped">
        <table role="table">
          <caption>
            <xsl:call-template name="bestanden">
              <xsl:with-param name="n" select="count($skipped)"/>
            </xsl:call-template>
            <xsl:text> met opzet niet gepubliceerd</xsl:text>
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">Bestand</th>
              <th role="columnheader" scope="col">Dossier</th>
              <th role="columnheader" scope="col">Reden</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            <xsl:for-each select="$skipped">
              <tr role="row">
                <th role="rowheader" scope="row"><bdi class="file"><xsl:value-of select="@path"/></bdi></th>
                <td role="cell" data-label="Dossier"><bdi class="file"><xsl:value-of select="../@dossier"/></bdi></td>
                <td role="cell" data-label="Reden"><div>
                  <xsl:for-each select="findings">
                    <p class="note"><bdi><xsl:value-of select="@text"/></bdi></p>
                  </xsl:for-each>
                  <xsl:if test="not(findings)"><p class="note"><xsl:call-template name="role"/></p></xsl:if>
                </div></td>
              </tr>
            </xsl:for-each>
          </tbody>
        </table>
      </xsl:when>
      <xsl:otherwise><p class="none">Geen.</p></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$rest">
      <h3>Dossiers waarvan niets naar buiten gaat</h3>
      <ul>
        <xsl:for-each select="$rest"><li><bdi class="file"><xsl:value-of select="@dossier"/></bdi></li></xsl:for-each>
      </ul>
    </xsl:if>
  </section>
</xsl:template>

<!-- Why a file that nothing was said about stays here; context: documents. -->
<xsl:template name="role">
  <xsl:choose>
    <xsl:when test="@role = 'junk'">systeembestand</xsl:when>
    <xsl:when test="@role = 'sidecar'">beschrijving van het dossier</xsl:when>
    <xsl:when test="@role = 'withheld'">rol: niet publiceren</xsl:when>
    <xsl:when test="@role = 'package'">archief; wat erin zit staat apart in dit verslag</xsl:when>
    <xsl:otherwise>geen reden vastgelegd; meld dit aan de beheerder</xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Each place of the organisations of this run, by the ledger at its end; places where nothing stands are counted. -->
<xsl:template name="standing">
  <xsl:variable name="places" select="/account/line/standing[@listed = 'true']"/>
  <xsl:variable name="used" select="$places[@dossiers != 0 or @behind != 0 or @fails != 0]"/>
  <xsl:if test="$places">
    <section aria-labelledby="plaatsen">
      <h2 id="plaatsen">Waar het staat</h2>
      <p>Zo stond het aan het eind van deze run. Bij elk portaal tellen alle dossiers mee, ook die van eerdere runs.</p>
      <xsl:for-each select="/account/line/sites[@fine = 'false']">
        <p class="alarm"><strong>De lijsten van de site van <bdi><xsl:value-of select="@organisation"/></bdi> zijn niet
        bijgewerkt.</strong> Een volgende run probeert het weer. Reden: <bdi><xsl:value-of select="@detail"/></bdi></p>
      </xsl:for-each>
      <xsl:if test="$used">
        <table role="table">
          <caption>Dossiers per portaal</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">Portaal</th>
              <th role="columnheader" scope="col">Dossiers</th>
              <th role="columnheader" scope="col">Aantekeningen</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            <xsl:for-each select="$used"><xsl:call-template name="standing-row"/></xsl:for-each>
          </tbody>
        </table>
      </xsl:if>
      <xsl:if test="count($places) != count($used)">
        <p class="none">Nog zonder dossiers:
        <xsl:for-each select="$places[not(@dossiers != 0 or @behind != 0 or @fails != 0)]">
          <xsl:if test="position() != 1">, </xsl:if>
          <bdi><xsl:value-of select="@organisation"/></bdi> (<bdi><xsl:value-of select="@name"/></bdi>)</xsl:for-each>.</p>
      </xsl:if>
    </section>
  </xsl:if>
</xsl:template>

<!-- context: standing -->
<xsl:template name="standing-row">
  <tr role="row">
    <th role="rowheader" scope="row">
      <bdi><xsl:value-of select="@organisation"/></bdi>, <bdi><xsl:value-of select="@name"/></bdi>
      <span class="facts"><xsl:value-of select="concat(@what, ', klasse ', @class)"/></span>
      <xsl:choose>
        <xsl:when test="@public"><span class="facts"><bdi><xsl:value-of select="@public"/></bdi></span></xsl:when>
        <xsl:when test="@address"><span class="facts"><bdi><xsl:value-of select="@address"/></bdi></span></xsl:when>
      </xsl:choose>
    </th>
    <td role="cell" data-label="Dossiers">
      <div>
        <xsl:for-each select="groups">
          <p class="note"><xsl:value-of select="concat(@dossiers, ' ', @words)"/>
          <xsl:if test="@exposed &gt; 0">
            (van <xsl:value-of select="@exposed"/> is een versie al openbaar, of mogelijk)</xsl:if></p>
        </xsl:for-each>
      </div>
    </td>
    <td role="cell" data-label="Aantekeningen">
      <div>
        <xsl:for-each select="notes"><p class="note"><bdi><xsl:value-of select="@text"/></bdi></p></xsl:for-each>
        <xsl:if test="not(notes)"><p class="note">Geen.</p></xsl:if>
      </div>
    </td>
  </tr>
</xsl:template>

<!-- What was taken back: in this run, what is not seen to be gone, and where it is still asked. -->
<xsl:template name="withdrawn">
  <xsl:variable name="all" select="/account/line/withdrawn"/>
  <xsl:variable name="here" select="sum($all/@run_dossiers)"/>
  <xsl:variable name="loose" select="sum($all/@run_documents)"/>
  <xsl:variable name="bad" select="$all/addresses[not(@answer = 'gone')]"/>
  <xsl:if test="$all">
    <section aria-labelledby="ingetrokken">
      <h2 id="ingetrokken">Ingetrokken</h2>
      <p>
        <xsl:choose>
          <xsl:when test="$here + $loose = 0">In deze run is niets ingetrokken.</xsl:when>
          <xsl:otherwise>
            <xsl:text>In deze run ingetrokken: </xsl:text>
            <xsl:if test="$here != 0">
              <xsl:call-template name="dossiers"><xsl:with-param name="n" select="$here"/></xsl:call-template>
            </xsl:if>
            <xsl:if test="$here != 0 and $loose != 0"> en </xsl:if>
            <xsl:if test="$loose != 0">
              <xsl:call-template name="many">
                <xsl:with-param name="n" select="$loose"/>
                <xsl:with-param name="one" select="'los document'"/>
                <xsl:with-param name="more" select="'losse documenten'"/>
              </xsl:call-template>
            </xsl:if>
            <xsl:text>.</xsl:text>
          </xsl:otherwise>
        </xsl:choose>
        <xsl:text> Tot nu toe samen: </xsl:text>
        <xsl:call-template name="dossiers">
          <xsl:with-param name="n" select="sum($all/@dossiers)"/></xsl:call-template>
        <xsl:text> en </xsl:text>
        <xsl:call-template name="many">
          <xsl:with-param name="n" select="sum($all/@documents)"/>
          <xsl:with-param name="one" select="'los document'"/>
          <xsl:with-param name="more" select="'losse documenten'"/>
        </xsl:call-template>
        <xsl:text>.</xsl:text>
      </p>
      <xsl:if test="sum($all/@waiting) != 0">
        <p class="alarm"><strong>Nog niet gezien dat het weg is:
        <xsl:call-template name="dossiers">
          <xsl:with-param name="n" select="sum($all/@waiting)"/></xsl:call-template>.</strong>
        De volgende run gaat ermee verder.</p>
      </xsl:if>
      <xsl:if test="sum($all/@there) != 0">
        <p class="alarm"><strong>Ingetrokken, maar nog te vinden op
        <xsl:call-template name="many">
          <xsl:with-param name="n" select="sum($all/@there)"/>
          <xsl:with-param name="one" select="'adres'"/>
          <xsl:with-param name="more" select="'adressen'"/>
        </xsl:call-template>.</strong> Vraag wie het portaal beheert om het daar weg te halen.</p>
      </xsl:if>
      <xsl:if test="$bad">
        <table role="table">
          <caption>Adressen die nog worden gevraagd, en niet weg zijn of geen antwoord gaven</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">Dossier</th>
              <th role="columnheader" scope="col">Adres</th>
              <th role="columnheader" scope="col">Laatste antwoord</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            <xsl:for-each select="$bad">
              <tr role="row">
                <th role="rowheader" scope="row">
                  <bdi class="file"><xsl:value-of select="@dossier"/></bdi>
                  <span class="facts"><bdi><xsl:value-of select="concat(../@organisation, ', ', @place)"/></bdi></span>
                </th>
                <td role="cell" data-label="Adres"><bdi><xsl:value-of select="@address"/></bdi></td>
                <td role="cell" data-label="Laatste antwoord"><xsl:value-of select="@text"/></td>
              </tr>
            </xsl:for-each>
          </tbody>
        </table>
      </xsl:if>
      <xsl:if test="count($all/addresses) != count($bad)">
        <p>Daarnaast
        <xsl:call-template name="many">
          <xsl:with-param name="n" select="count($all/addresses) - count($bad)"/>
          <xsl:with-param name="one" select="'adres dat weg is en nog eens wordt gevraagd'"/>
          <xsl:with-param name="more" select="'adressen die weg zijn en nog eens worden gevraagd'"/>
        </xsl:call-template>; <code>woostraat status</code> noemt ze.</p>
      </xsl:if>
    </section>
  </xsl:if>
</xsl:template>

<xsl:template name="numbers">
  <section aria-labelledby="telling">
    <h2 id="telling">De telling</h2>
    <p>Elk bestand dat binnenkwam heeft precies één uitkomst.</p>
    <table class="sum">
      <caption>Bestanden naar uitkomst</caption>
      <thead>
        <tr><th scope="col">Uitkomst</th><th scope="col" class="number">Bestanden</th></tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row"><xsl:call-template name="public-name"/></th>
          <td class="number"><xsl:value-of select="$run/@published"/></td>
        </tr>
        <tr>
          <th scope="row">Ongewijzigd, stond al openbaar</th>
          <td class="number"><xsl:value-of select="$run/@unchanged"/></td>
        </tr>
        <xsl:if test="$run/@handed">
          <tr><th scope="row">Als concept overgedragen</th><td class="number"><xsl:value-of select="$run/@handed"/></td></tr>
        </xsl:if>
        <tr><th scope="row">Vastgehouden</th><td class="number"><xsl:value-of select="$run/@held"/></td></tr>
        <tr>
          <th scope="row">Geweigerd door het portaal</th>
          <td class="number"><xsl:value-of select="$run/@rejected"/></td>
        </tr>
        <tr><th scope="row">Later opnieuw</th><td class="number"><xsl:value-of select="$run/@later"/></td></tr>
        <tr><th scope="row">Overgeslagen</th><td class="number"><xsl:value-of select="$run/@skipped"/></td></tr>
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Samen</th>
          <td class="number">
            <xsl:value-of select="$run/@published + $run/@unchanged + sum($run/@handed) + $run/@held + $run/@rejected + $run/@later
                + $run/@skipped"/>
          </td>
        </tr>
        <tr><th scope="row">Gezien</th><td class="number"><xsl:value-of select="$run/@seen"/></td></tr>
      </tfoot>
    </table>
    <xsl:choose>
      <xsl:when test="$run/@balanced = 'true'">
        <p class="good"><strong>De telling klopt.</strong></p>
        <xsl:if test="$run/@notices">
          <p>Daarnaast is er <xsl:value-of select="$run/@notices"/> keer gemeld dat een stuk niet openbaar wordt.</p>
        </xsl:if>
      </xsl:when>
      <xsl:otherwise>
        <p class="alarm"><strong>De telling klopt niet.</strong> Vertrouw deze run niet en waarschuw de
        beheerder.</p>
      </xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template name="limits">
  <section aria-labelledby="grenzen">
    <h2 id="grenzen">Wat woostraat niet ziet</h2>
    <p>Er is gezocht naar burgerservicenummers, rekeningnummers, telefoonnummers, e-mailadressen, kentekens, geboortedata,
    adressen bij een persoon en de betrokkenen die de bron noemt, ook in tekst die een lezer niet ziet. Namen worden
    niet volledig gevonden; handtekeningen, gezichten en bijzondere persoonsgegevens niet. Dat een dossier doorgaat, wil dus niet zeggen dat er geen
    persoonsgegevens in staan: dat beoordeelt wie het vrijgeeft.</p>
    <xsl:if test="$dossiers/documents/findings/picture/@png">
      <p>De beelden in dit verslag tonen minder dan de bladzijde zelf. Een grijs vlak staat op een lang nummer, een
      e-mailadres of een ander gevonden persoonsgegeven; een lichtgrijs vlak op een afbeelding of een vorm, waarvan
      niet te zeggen is wat erin staat; tekst die een lezer niet ziet, is weggelaten. Namen die niet als naam zijn
      herkend, blijven leesbaar.</p>
    </xsl:if>
    <xsl:if test="//line/sandbox/walls[@stands='false']">
      <p>Let op: de machine van deze run miste muren om wie de documenten leest:
      <xsl:for-each select="//line/sandbox/walls[@stands='false']">
        <xsl:if test="position() != 1">, </xsl:if><xsl:value-of select="@text"/>
      </xsl:for-each>. Een document dat een leesprogramma overneemt, kan daar meer.</p>
    </xsl:if>
  </section>
</xsl:template>

<!-- What a repeated request can do at each portal, and the head of the evidence: who keeps it can prove the chain. -->
<xsl:template name="promises">
  <xsl:if test="//line/portals or //line/evidence">
    <section aria-labelledby="bewijs">
      <h2 id="bewijs">Portalen en bewijs</h2>
      <xsl:for-each select="//line/portals">
        <p>Portaal <xsl:value-of select="@kind"/>, klasse <xsl:value-of select="@class"/>:
        <xsl:value-of select="@guarantee"/>.</p>
      </xsl:for-each>
      <xsl:for-each select="//line/evidence">
        <p>Bewijs tot en met nummer <xsl:value-of select="@seq"/>:
        <code><xsl:value-of select="concat(@seq, ':', @leaf)"/></code>. Bewaar dit getal ergens anders; met
        <code>woostraat verify --head</code> blijkt daarmee of er later iets aan de keten is veranderd.</p>
      </xsl:for-each>
    </section>
  </xsl:if>
</xsl:template>
</xsl:stylesheet>
