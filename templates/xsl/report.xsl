<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- report.xsl - the account of a run (pipeline/report/tree.h) as a page for the information manager. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

<!-- From page.c: the text of report.css; the moment the run began, in Dutch. -->
<xsl:param name="css"/>
<xsl:param name="moment"/>

<!-- Rows that come by themselves, since there may be many (page.c): how many, and what is written where they belong.
     With "rows" only those of the lines at hand are wanted, a list of each kind. -->
<xsl:param name="rows" select="false()"/>
<xsl:param name="unchanged-n" select="0"/>
<xsl:param name="unchanged-here"/>
<xsl:param name="skipped-n" select="0"/>
<xsl:param name="skipped-here"/>

<!-- More than a person reads at one place; the JSON account has them all. -->
<xsl:variable name="places-most" select="10"/>
<xsl:variable name="notes-most" select="5"/>
<xsl:variable name="rules-most" select="3"/>
<xsl:variable name="changes-most" select="8"/>
<xsl:variable name="today-most" select="8"/>
<xsl:variable name="dates-most" select="50"/>

<xsl:variable name="run" select="/account/line/run"/>
<xsl:variable name="proef" select="$run/@mode = 'check'"/>

<!-- Each dossier stands in exactly one of held, later, public, handed and rest, or is unchanged and a row; look is part of
     public and handed. -->
<xsl:variable name="lines" select="/account/line[@dossier]"/>
<xsl:variable name="dossiers" select="$lines[not($rows)]"/>
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
<xsl:variable name="rest" select="$done[not(documents/@outcome = 'published' or documents/@outcome = 'handed')]
    [not(documents/@outcome = 'unchanged')]"/>

<!-- Beside dossiers: what is late, what was taken back and is there still, and who does not answer. -->
<xsl:variable name="late" select="/account/line/calendars/overdue"/>
<xsl:variable name="there" select="/account/line/withdrawn/addresses[@answer = 'there']"/>
<xsl:variable name="failing" select="/account/line/standing[@listed = 'true' and @fails &gt; 0]"/>

<!-- Findings of one dossier that say the same; chosen categories of one dossier with the same label. -->
<xsl:key name="same" match="findings" use="concat(generate-id(ancestor::line), '|', @code, '|', @text, '|', waived/@text)"/>
<xsl:key name="label" match="categories[@chosen = 'true']"
    use="concat(generate-id(ancestor::line), '|', @label)"/>

<!-- Held dossiers by what must be done first about them: the first of these that is so (template today). -->
<xsl:key name="cause" match="line[@dossier][@verdict = 'hold' or documents[@outcome = 'held' or @outcome = 'rejected']]"
    use="substring(concat(
      substring('1', 2 - boolean((findings | documents/findings)[@code = 'RUN-504'])),
      substring('2', 2 - boolean(documents/findings[@code = 'VIR-501' and not(waived)])),
      substring('3', 2 - boolean((findings | documents/findings)[@code = 'RUN-302'])),
      substring('4', 2 - boolean(documents[@outcome = 'rejected'] or
        (findings | documents/findings)[@gravity = 5 and not(waived) and starts-with(@code, 'PUB-')])),
      substring('5', 2 - boolean((findings | documents/findings)[@gravity = 5 and not(waived) and
        (starts-with(@code, 'SCR-') or starts-with(@code, 'CMP-') or starts-with(@code, 'REV-'))])),
      substring('6', 2 - boolean((findings | documents/findings)[@gravity = 5 and not(waived) and
        (starts-with(@code, 'EXT-') or starts-with(@code, 'UNP-') or starts-with(@code, 'IDN-') or starts-with(@code, 'ING-')
        or starts-with(@code, 'VIR-') or starts-with(@text, 'Niet gecontroleerd'))])),
      substring('7', 2 - boolean((findings | documents/findings)[@gravity = 5 and not(waived) and starts-with(@code, 'SID-')])),
      substring('8', 2 - boolean((findings | documents/findings)[@gravity = 5 and not(waived) and
        (starts-with(@code, 'CLS-') or starts-with(@code, 'DSC-'))])),
      '9'), 1, 1)"/>
<xsl:key name="held" match="line[@dossier][@verdict = 'hold' or documents[@outcome = 'held' or @outcome = 'rejected']]"
    use="concat(@organisation, '|', @dossier)"/>

<!-- What went public, by its category. -->
<xsl:key name="gone" match="documents[@outcome = 'published']/categories[@chosen = 'true'][1]" use="@label"/>

<xsl:template match="/">
  <xsl:choose>
    <xsl:when test="$rows">
      <tbody><xsl:call-template name="unchanged-rows"/></tbody>
      <tbody><xsl:call-template name="skipped-rows"/></tbody>
    </xsl:when>
    <xsl:otherwise><xsl:call-template name="page"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="page">
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
        <xsl:call-template name="today"/>
        <xsl:call-template name="summary"/>
        <xsl:call-template name="public"/>
        <xsl:if test="$handed"><xsl:call-template name="handed"/></xsl:if>
        <xsl:call-template name="numbers"/>
        <xsl:call-template name="held"/>
        <xsl:call-template name="look"/>
        <xsl:call-template name="later"/>
        <xsl:call-template name="unchanged"/>
        <xsl:call-template name="skipped"/>
        <xsl:call-template name="calendar"/>
        <xsl:call-template name="standing"/>
        <xsl:call-template name="withdrawn"/>
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

<!-- What a person does today, the gravest first: each with what is wrong and what to do. -->
<xsl:template name="today">
  <section aria-labelledby="vandaag">
    <h2 id="vandaag">Vandaag nodig</h2>
    <xsl:choose>
      <xsl:when test="$held or $late or $there or $failing or //line/left_out or //line/sites[@fine = 'false'] or $run/@balanced != 'true'">
        <xsl:if test="$held">
          <p>Elk dossier dat wordt vastgehouden staat één keer onder zijn reden, de ernstigste.
          <xsl:choose>
            <xsl:when test="$proef">Van deze dossiers zou niets naar buiten gaan.</xsl:when>
            <xsl:otherwise>Van deze dossiers is in deze run niets nieuws naar buiten gegaan.</xsl:otherwise>
          </xsl:choose></p>
        </xsl:if>
        <ul class="todo">
          <xsl:call-template name="today-first"/>
          <xsl:call-template name="today-portals"/>
          <xsl:call-template name="today-late"/>
          <xsl:call-template name="today-rest"/>
        </ul>
      </xsl:when>
      <xsl:otherwise><p class="none lead">Niemand hoeft vandaag iets te doen.</p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<!-- What may be wrong outside already. -->
<xsl:template name="today-first">
  <xsl:if test="$run/@balanced != 'true'">
    <li class="act act-stop">
      <h3>De telling klopt niet</h3>
      <p>Niet elk bestand heeft precies één uitkomst. Vertrouw deze run niet en waarschuw de beheerder.
      <a href="#telling">Bekijk de telling</a></p>
    </li>
  </xsl:if>
  <xsl:call-template name="cause">
    <xsl:with-param name="k" select="'1'"/>
    <xsl:with-param name="codes" select="' SCR CMP REV VIR '"/>
    <xsl:with-param name="title" select="'Staat (mogelijk) al openbaar, en zou nu worden vastgehouden'"/>
    <xsl:with-param name="advice">Kijk hier het eerst naar: het publiek kan dit nu zien. Moet het weg, dan
    <code>woostraat withdraw</code>; mag het blijven, herstel dan de reden.</xsl:with-param>
  </xsl:call-template>
  <xsl:if test="$there">
    <li class="act act-stop">
      <h3>Ingetrokken, maar nog te vinden</h3>
      <p>Vraag wie het portaal beheert om het daar weg te halen. <a href="#ingetrokken">Alle adressen</a></p>
      <ul class="places">
        <xsl:for-each select="$there[position() &lt;= $today-most]">
          <li><bdi class="file"><xsl:value-of select="@dossier"/></bdi>: <bdi><xsl:value-of select="@address"/></bdi></li>
        </xsl:for-each>
        <xsl:call-template name="and-more">
          <xsl:with-param name="n" select="count($there) - $today-most"/>
          <xsl:with-param name="one" select="'adres'"/>
          <xsl:with-param name="more" select="'adressen'"/>
          <xsl:with-param name="to" select="'ingetrokken'"/>
        </xsl:call-template>
      </ul>
    </li>
  </xsl:if>
  <xsl:call-template name="cause">
    <xsl:with-param name="k" select="'2'"/>
    <xsl:with-param name="codes" select="' VIR '"/>
    <xsl:with-param name="title" select="'Virus gevonden'"/>
    <xsl:with-param name="advice">Open het bestand niet, en meld het bij informatiebeveiliging.</xsl:with-param>
  </xsl:call-template>
  <xsl:if test="//line/left_out">
    <li class="act act-stop">
      <h3>Weggelaten: een fout in de instellingen</h3>
      <p>Van deze organisaties is niets gedaan; de andere zijn gewoon verwerkt. Laat de beheerder de fout herstellen en
      kijken met <code>woostraat config --check</code>.</p>
      <ul class="places">
        <xsl:for-each select="//line/left_out"><li><bdi><xsl:value-of select="@why"/></bdi></li></xsl:for-each>
      </ul>
    </li>
  </xsl:if>
</xsl:template>

<xsl:template name="today-portals">
  <xsl:if test="$failing">
    <li class="act">
      <h3>Een portaal antwoordt niet</h3>
      <p>woostraat probeert het bij elke run opnieuw en er gaat niets verloren. Duurt het langer dan een dag, vraag dan wie
      het portaal beheert. <a href="#plaatsen">Alle portalen</a></p>
      <ul class="places">
        <xsl:for-each select="$failing">
          <li>
            <bdi><xsl:value-of select="@organisation"/></bdi>, <bdi><xsl:value-of select="@name"/></bdi>:
            <xsl:for-each select="notes"><bdi><xsl:value-of select="@text"/></bdi><xsl:text> </xsl:text></xsl:for-each>
          </li>
        </xsl:for-each>
      </ul>
    </li>
  </xsl:if>
  <xsl:if test="//line/sites[@fine = 'false']">
    <li class="act">
      <h3>De lijsten van een site zijn niet bijgewerkt</h3>
      <p>Een volgende run probeert het weer. Lukt het morgen ook niet, vraag het dan de beheerder.</p>
      <ul class="places">
        <xsl:for-each select="//line/sites[@fine = 'false']">
          <li><bdi><xsl:value-of select="@organisation"/></bdi>: <bdi><xsl:value-of select="@detail"/></bdi></li>
        </xsl:for-each>
      </ul>
    </li>
  </xsl:if>
</xsl:template>

<xsl:template name="today-late">
  <xsl:if test="$late">
    <li class="act">
      <h3>Te laat volgens de kalender (<xsl:call-template name="dossiers">
        <xsl:with-param name="n" select="count($late)"/></xsl:call-template>)</h3>
      <p>Deze hadden al openbaar moeten zijn. Neem weg wat ze tegenhoudt, of pas de termijn in de kalender aan.
      <a href="#kalender">De kalender</a></p>
      <ul class="places">
        <xsl:for-each select="$late[position() &lt;= $today-most]">
          <li><xsl:call-template name="appointed"/></li>
        </xsl:for-each>
        <xsl:call-template name="and-more">
          <xsl:with-param name="n" select="count($late) - $today-most"/>
          <xsl:with-param name="one" select="'dossier'"/>
          <xsl:with-param name="more" select="'dossiers'"/>
          <xsl:with-param name="to" select="'kalender'"/>
        </xsl:call-template>
      </ul>
    </li>
  </xsl:if>
</xsl:template>

<xsl:template name="today-rest">
  <xsl:call-template name="cause">
    <xsl:with-param name="k" select="'3'"/>
    <xsl:with-param name="codes" select="' RUN '"/>
    <xsl:with-param name="second" select="true()"/>
    <xsl:with-param name="title" select="'Wacht op een tweede persoon'"/>
    <xsl:with-param name="advice">Een collega heeft dit vrijgegeven; een ander beoordeelt het ook, met
    <code>woostraat waive</code> of in het werkblad.</xsl:with-param>
  </xsl:call-template>
  <xsl:call-template name="cause">
    <xsl:with-param name="k" select="'4'"/>
    <xsl:with-param name="codes" select="' PUB '"/>
    <xsl:with-param name="title" select="'Geweigerd door het portaal, of daar iets uit te zoeken'"/>
    <xsl:with-param name="advice">Bekijk het antwoord van het portaal, en overleg met wie het beheert.</xsl:with-param>
  </xsl:call-template>
  <xsl:call-template name="cause">
    <xsl:with-param name="k" select="'5'"/>
    <xsl:with-param name="codes" select="' SCR CMP REV '"/>
    <xsl:with-param name="title" select="'Persoonsgegevens, of iets dat niet meer zichtbaar hoort te zijn'"/>
    <xsl:with-param name="advice">Lak of verwijder het in het bronbestand en lever dat opnieuw aan. Mag het openbaar, leg dat dan
    vast met <code>woostraat waive</code> of in het werkblad; een burgerservicenummer mag dat nooit.</xsl:with-param>
  </xsl:call-template>
  <xsl:call-template name="cause">
    <xsl:with-param name="k" select="'6'"/>
    <xsl:with-param name="codes" select="' EXT UNP IDN ING VIR RUN '"/>
    <xsl:with-param name="title" select="'Niet gecontroleerd, of in een vorm die niet openbaar mag'"/>
    <xsl:with-param name="advice">Lever het bestand opnieuw aan in een vorm die te lezen is: heel, zonder wachtwoord, met tekst, het
    liefst als PDF/A.</xsl:with-param>
  </xsl:call-template>
  <xsl:call-template name="cause">
    <xsl:with-param name="k" select="'7'"/>
    <xsl:with-param name="codes" select="' SID '"/>
    <xsl:with-param name="title" select="'Wat bij het dossier is opgegeven, klopt niet of ontbreekt'"/>
    <xsl:with-param name="advice">Verbeter dossier.yaml, of de lijst uit het bronsysteem.</xsl:with-param>
  </xsl:call-template>
  <xsl:call-template name="cause">
    <xsl:with-param name="k" select="'8'"/>
    <xsl:with-param name="codes" select="' CLS DSC '"/>
    <xsl:with-param name="title" select="'De categorie of een ander verplicht gegeven is niet te bepalen'"/>
    <xsl:with-param name="advice">Zet het in dossier.yaml, of kies in het werkblad.</xsl:with-param>
  </xsl:call-template>
  <xsl:call-template name="cause">
    <xsl:with-param name="k" select="'9'"/>
    <xsl:with-param name="codes" select="' RUN '"/>
    <xsl:with-param name="title" select="'Iemand moet hiernaar kijken'"/>
    <xsl:with-param name="advice">Zoek uit wat er is, en beoordeel het opnieuw met <code>woostraat redo</code>.</xsl:with-param>
  </xsl:call-template>
</xsl:template>

<!-- The dossiers that are held for one cause; codes: of the findings that tell it. -->
<xsl:template name="cause">
  <xsl:param name="k"/>
  <xsl:param name="codes"/>
  <xsl:param name="title"/>
  <xsl:param name="advice"/>
  <xsl:param name="second" select="false()"/>
  <xsl:variable name="all" select="key('cause', $k)"/>
  <xsl:if test="$all">
    <li>
      <xsl:attribute name="class">act<xsl:if test="$k &lt;= 2 or $k = 5"> act-stop</xsl:if></xsl:attribute>
      <h3><xsl:value-of select="$title"/> (<xsl:call-template name="dossiers">
        <xsl:with-param name="n" select="count($all)"/></xsl:call-template>)</h3>
      <p><xsl:copy-of select="$advice"/></p>
      <ul class="places">
        <xsl:for-each select="$all[position() &lt;= $today-most]">
          <xsl:variable name="stops" select="(findings | documents/findings)[@gravity = 5 and not(waived)
              and not(@code = 'RUN-504') or $second and @code = 'RUN-302']"/>
          <xsl:variable name="those" select="$stops[contains($codes, concat(' ', substring-before(@code, '-'), ' '))
              or $k = '6' and starts-with(@text, 'Niet gecontroleerd')][not($second) or @code = 'RUN-302']"/>
          <li>
            <a href="#d{@nr}"><bdi class="file"><xsl:value-of select="@dossier"/></bdi></a>
            <xsl:if test="@organisation != '' and not($run/@organisation)">
              <span class="whose"> (<bdi><xsl:value-of select="@organisation"/></bdi>)</span>
            </xsl:if>
            <xsl:choose>
              <xsl:when test="$those">: <bdi><xsl:value-of select="$those[1]/@text"/></bdi></xsl:when>
              <xsl:when test="$stops">: <bdi><xsl:value-of select="$stops[1]/@text"/></bdi></xsl:when>
              <xsl:when test="sent/@answer">: <bdi><xsl:value-of select="sent/@answer"/></bdi></xsl:when>
            </xsl:choose>
            <xsl:if test="count($stops) &gt; 1"><span class="whose"> (en nog <xsl:value-of select="count($stops) - 1"/>)</span></xsl:if>
          </li>
        </xsl:for-each>
        <xsl:call-template name="and-more">
          <xsl:with-param name="n" select="count($all) - $today-most"/>
          <xsl:with-param name="one" select="'dossier'"/>
          <xsl:with-param name="more" select="'dossiers'"/>
          <xsl:with-param name="to" select="'nodig'"/>
        </xsl:call-template>
      </ul>
    </li>
  </xsl:if>
</xsl:template>

<!-- "en nog 3 dossiers", with where they stand; nothing when n is not above 0. -->
<xsl:template name="and-more">
  <xsl:param name="n"/>
  <xsl:param name="one"/>
  <xsl:param name="more"/>
  <xsl:param name="to" select="''"/>
  <xsl:if test="$n &gt; 0">
    <li>
      <xsl:variable name="words">
        <xsl:text>en nog </xsl:text>
        <xsl:call-template name="many">
          <xsl:with-param name="n" select="$n"/>
          <xsl:with-param name="one" select="$one"/>
          <xsl:with-param name="more" select="$more"/>
        </xsl:call-template>
      </xsl:variable>
      <xsl:choose>
        <xsl:when test="$to = ''"><xsl:value-of select="$words"/></xsl:when>
        <xsl:otherwise><a href="#{$to}"><xsl:value-of select="$words"/></a></xsl:otherwise>
      </xsl:choose>
    </li>
  </xsl:if>
</xsl:template>

<!-- A dossier of a calendar with its day; context: overdue or due. -->
<xsl:template name="appointed">
  <xsl:variable name="line" select="key('held', concat(../@organisation, '|', @dossier))[1]"/>
  <xsl:choose>
    <xsl:when test="$line"><a href="#d{$line/@nr}"><bdi class="file"><xsl:value-of select="@dossier"/></bdi></a></xsl:when>
    <xsl:otherwise><bdi class="file"><xsl:value-of select="@dossier"/></bdi></xsl:otherwise>
  </xsl:choose>
  <xsl:if test="not($run/@organisation)">
    <span class="whose"> (<bdi><xsl:value-of select="../@organisation"/></bdi>)</span>
  </xsl:if>
  <xsl:text>: uiterlijk </xsl:text>
  <xsl:call-template name="day"><xsl:with-param name="of" select="@due"/></xsl:call-template>
  <xsl:text>, </xsl:text>
  <xsl:call-template name="many">
    <xsl:with-param name="n" select="@days"/>
    <xsl:with-param name="one" select="'dag'"/>
    <xsl:with-param name="more" select="'dagen'"/>
  </xsl:call-template>
  <xsl:choose>
    <xsl:when test="self::overdue"> te laat</xsl:when>
    <xsl:otherwise> te gaan</xsl:otherwise>
  </xsl:choose>
  <xsl:text> (</xsl:text><bdi><xsl:value-of select="@category"/></bdi>; <bdi><xsl:value-of select="@words"/></bdi>
  <xsl:text>)</xsl:text>
</xsl:template>

<!-- "8 oktober 2026" of "2026-10-08"; short: "8 okt". -->
<xsl:template name="day">
  <xsl:param name="of"/>
  <xsl:param name="short" select="false()"/>
  <xsl:variable name="month" select="normalize-space(substring('januari   februari  maart     april     mei       juni      juli      augustus  september oktober   november  december  ',
      number(substring($of, 6, 2)) * 10 - 9, 10))"/>
  <xsl:value-of select="concat(number(substring($of, 9, 2)), ' ')"/>
  <xsl:choose>
    <xsl:when test="$short and $month = 'maart'">mrt</xsl:when>
    <xsl:when test="$short"><xsl:value-of select="substring($month, 1, 3)"/></xsl:when>
    <xsl:otherwise><xsl:value-of select="concat($month, ' ', substring($of, 1, 4))"/></xsl:otherwise>
  </xsl:choose>
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
    <xsl:variable name="files" select="($run | $run/..)/files[@name = 'uitkomst.csv' or @name = 'uitkomst.xlsx']"/>
    <xsl:if test="$files">
      <p>Dezelfde uitkomsten als rekenblad:
      <xsl:for-each select="$files">
        <xsl:if test="position() != 1">, </xsl:if><a href="{@name}"><xsl:value-of select="@name"/></a>
      </xsl:for-each></p>
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
          <xsl:with-param name="n" select="$unchanged-n"/>
          <xsl:with-param name="text" select="'Ongewijzigd'"/>
        </xsl:call-template>
        <xsl:call-template name="tile">
          <xsl:with-param name="to" select="'overgeslagen'"/>
          <xsl:with-param name="n" select="$skipped-n"/>
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
    <h2 id="nodig">Vastgehouden of geweigerd, per dossier<xsl:call-template name="count">
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
  <article class="card" id="d{@nr}">
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
    <xsl:choose>
      <xsl:when test="count(documents/categories[@chosen = 'true']) = 1">
        <xsl:if test="$chosen"><bdi><xsl:value-of select="$chosen/@label"/></bdi></xsl:if>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$chosen[generate-id() = generate-id(key('label',
            concat(generate-id(ancestor::line), '|', @label))[1])]">
          <xsl:if test="position() != 1">; </xsl:if>
          <bdi><xsl:value-of select="@label"/></bdi>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
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
      <xsl:with-param name="n" select="$unchanged-n"/></xsl:call-template></h2>
    <xsl:choose>
      <xsl:when test="$unchanged-n != 0">
        <p>Deze dossiers staan al openbaar, met precies deze bestanden.</p>
        <table role="table">
          <caption>
            <xsl:call-template name="dossiers">
              <xsl:with-param name="n" select="$unchanged-n"/>
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
            <xsl:value-of select="$unchanged-here"/>
          </tbody>
        </table>
      </xsl:when>
      <xsl:otherwise><p class="none">Geen.</p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template name="unchanged-rows">
  <xsl:for-each select="$lines[documents/@outcome = 'unchanged']">
    <tr role="row">
      <xsl:call-template name="name-cell"/>
      <td role="cell" data-label="Informatiecategorie"><xsl:call-template name="categories"/></td>
      <td role="cell" data-label="Bestanden" class="number">
        <xsl:value-of select="count(documents[@outcome = 'unchanged']) + sum(@more)"/>
      </td>
    </tr>
  </xsl:for-each>
</xsl:template>

<xsl:template name="skipped">
  <section aria-labelledby="overgeslagen">
    <h2 id="overgeslagen">Overgeslagen bestanden<xsl:call-template name="count">
      <xsl:with-param name="n" select="$skipped-n"/></xsl:call-template></h2>
    <xsl:choose>
      <xsl:when test="$skipped-n != 0">
        <table role="table">
          <caption>
            <xsl:call-template name="bestanden">
              <xsl:with-param name="n" select="$skipped-n"/>
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
            <xsl:value-of select="$skipped-here"/>
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

<xsl:template name="skipped-rows">
  <xsl:for-each select="$lines/documents[@outcome = 'skipped']">
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

<!-- Fillings of the charts; each has a texture of its own, since colour alone says nothing to some. -->
<xsl:template name="fills">
  <svg class="fills" width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
      <pattern id="p-public" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect class="c-public" width="8" height="8"/>
      </pattern>
      <pattern id="p-unchanged" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect class="c-public" width="8" height="8"/><rect class="c-paper" width="8" height="3"/>
      </pattern>
      <pattern id="p-handed" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect class="c-public" width="8" height="8"/><rect class="c-paper" width="3" height="8"/>
      </pattern>
      <pattern id="p-held" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="c-stop" width="8" height="8"/><rect class="c-paper" width="3" height="8"/>
      </pattern>
      <pattern id="p-rejected" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect class="c-stop" width="8" height="8"/>
      </pattern>
      <pattern id="p-later" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect class="c-look" width="8" height="8"/><circle class="c-paper" cx="4" cy="4" r="2"/>
      </pattern>
      <pattern id="p-skipped" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect class="c-paper" width="6" height="6"/><circle class="c-rest" cx="3" cy="3" r="1.5"/>
      </pattern>
    </defs>
  </svg>
</xsl:template>

<xsl:template name="numbers">
  <section aria-labelledby="cijfers">
    <h2 id="cijfers">De cijfers</h2>
    <xsl:call-template name="fills"/>
    <xsl:call-template name="tally"/>
    <xsl:call-template name="by-category"/>
    <xsl:call-template name="trend"/>
    <xsl:call-template name="times"/>
  </section>
</xsl:template>

<!-- Milliseconds as seconds, with a comma. -->
<xsl:template name="seconds">
  <xsl:param name="ms"/>
  <xsl:value-of select="translate(format-number($ms div 1000, '0.0'), '.', ',')"/>
</xsl:template>

<!-- What each stage took: for who runs it.  The account of one organisation has no times. -->
<xsl:template name="times">
  <xsl:variable name="times" select="//line/timing/stages"/>
  <xsl:if test="$times">
    <details>
      <summary>Waar de tijd bleef</summary>
      <p>De run duurde tot hier <xsl:call-template name="seconds"><xsl:with-param name="ms" select="//line/timing/@wall_ms"/>
        </xsl:call-template> seconden. Onderdelen lopen naast elkaar, dus samen kunnen ze langer duren.</p>
      <table role="table">
        <caption>Tijd per onderdeel</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Onderdeel</th>
            <th role="columnheader" scope="col" class="number">Seconden</th>
            <th role="columnheader" scope="col" class="number">Keren gedaan</th>
            <th role="columnheader" scope="col" class="number">Uit het geheugen</th>
            <th role="columnheader" scope="col">Het langst</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          <xsl:for-each select="$times">
            <tr role="row">
              <th role="rowheader" scope="row">
                <xsl:choose>
                  <xsl:when test="@stage = 'start'">een werker aan het werk zetten</xsl:when>
                  <xsl:otherwise><xsl:value-of select="@stage"/></xsl:otherwise>
                </xsl:choose>
              </th>
              <td role="cell" data-label="Seconden" class="number">
                <xsl:call-template name="seconds"><xsl:with-param name="ms" select="@wall_ms"/></xsl:call-template>
              </td>
              <td role="cell" data-label="Keren gedaan" class="number"><xsl:value-of select="@visits"/></td>
              <td role="cell" data-label="Uit het geheugen" class="number"><xsl:value-of select="@remembered"/></td>
              <td role="cell" data-label="Het langst">
                <xsl:if test="@slowest_ms &gt; 0">
                  <xsl:call-template name="seconds"><xsl:with-param name="ms" select="@slowest_ms"/></xsl:call-template>
                  <xsl:text> s: </xsl:text>
                  <bdi><xsl:value-of select="@dossier"/></bdi>
                  <xsl:if test="@document">, <bdi class="file"><xsl:value-of select="@document"/></bdi></xsl:if>
                </xsl:if>
              </td>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </details>
  </xsl:if>
</xsl:template>

<!-- One part of the bar of outcomes. -->
<xsl:template name="part">
  <xsl:param name="n"/>
  <xsl:param name="before"/>
  <xsl:param name="fill"/>
  <xsl:param name="name"/>
  <xsl:if test="$n &gt; 0">
    <rect x="{format-number(100 * $before div $run/@seen, '0.###')}%" y="1" height="38" fill="url(#p-{$fill})"
      width="{format-number(100 * $n div $run/@seen, '0.###')}%" class="part">
      <title><xsl:value-of select="concat($name, ': ', $n)"/></title>
    </rect>
  </xsl:if>
</xsl:template>

<xsl:template name="outcomes">
  <xsl:variable name="name"><xsl:call-template name="public-name"/></xsl:variable>
  <xsl:variable name="a" select="number($run/@published)"/>
  <xsl:variable name="b" select="$a + $run/@unchanged"/>
  <xsl:variable name="c" select="$b + sum($run/@handed)"/>
  <xsl:variable name="d" select="$c + $run/@held"/>
  <xsl:variable name="e" select="$d + $run/@rejected"/>
  <xsl:variable name="f" select="$e + $run/@later"/>
  <svg class="bar" role="img" aria-labelledby="g-uitkomst g-uitkomst-tekst" width="100%" height="40">
    <title id="g-uitkomst">Bestanden naar uitkomst</title>
    <desc id="g-uitkomst-tekst">
      <xsl:value-of select="concat('Van ', $run/@seen, ': ', $run/@published, ' openbaar, ', $run/@unchanged, ' ongewijzigd, ',
          $run/@held, ' vastgehouden, ', $run/@rejected, ' geweigerd, ', $run/@later, ' later, ', $run/@skipped, ' overgeslagen.')"/>
    </desc>
    <xsl:call-template name="part">
      <xsl:with-param name="n" select="$a"/><xsl:with-param name="before" select="0"/>
      <xsl:with-param name="fill" select="'public'"/><xsl:with-param name="name" select="$name"/>
    </xsl:call-template>
    <xsl:call-template name="part">
      <xsl:with-param name="n" select="$b - $a"/><xsl:with-param name="before" select="$a"/>
      <xsl:with-param name="fill" select="'unchanged'"/><xsl:with-param name="name" select="'Ongewijzigd'"/>
    </xsl:call-template>
    <xsl:call-template name="part">
      <xsl:with-param name="n" select="$c - $b"/><xsl:with-param name="before" select="$b"/>
      <xsl:with-param name="fill" select="'handed'"/><xsl:with-param name="name" select="'Als concept overgedragen'"/>
    </xsl:call-template>
    <xsl:call-template name="part">
      <xsl:with-param name="n" select="$d - $c"/><xsl:with-param name="before" select="$c"/>
      <xsl:with-param name="fill" select="'held'"/><xsl:with-param name="name" select="'Vastgehouden'"/>
    </xsl:call-template>
    <xsl:call-template name="part">
      <xsl:with-param name="n" select="$e - $d"/><xsl:with-param name="before" select="$d"/>
      <xsl:with-param name="fill" select="'rejected'"/><xsl:with-param name="name" select="'Geweigerd door het portaal'"/>
    </xsl:call-template>
    <xsl:call-template name="part">
      <xsl:with-param name="n" select="$f - $e"/><xsl:with-param name="before" select="$e"/>
      <xsl:with-param name="fill" select="'later'"/><xsl:with-param name="name" select="'Later opnieuw'"/>
    </xsl:call-template>
    <xsl:call-template name="part">
      <xsl:with-param name="n" select="number($run/@skipped)"/><xsl:with-param name="before" select="$f"/>
      <xsl:with-param name="fill" select="'skipped'"/><xsl:with-param name="name" select="'Overgeslagen'"/>
    </xsl:call-template>
  </svg>
</xsl:template>

<!-- A row of the tally, with the filling of its part. -->
<xsl:template name="tally-row">
  <xsl:param name="fill"/>
  <xsl:param name="name"/>
  <xsl:param name="n"/>
  <tr>
    <th scope="row">
      <svg class="swatch" width="20" height="14" aria-hidden="true" focusable="false">
        <rect class="part" width="20" height="14" fill="url(#p-{$fill})"/>
      </svg>
      <xsl:text> </xsl:text>
      <xsl:value-of select="$name"/>
    </th>
    <td class="number"><xsl:value-of select="$n"/></td>
  </tr>
</xsl:template>

<xsl:template name="tally">
  <h3 id="telling">De telling</h3>
  <p>Elk bestand dat binnenkwam heeft precies één uitkomst.</p>
  <xsl:if test="$run/@seen &gt; 0 and $run/@balanced = 'true'"><xsl:call-template name="outcomes"/></xsl:if>
  <table class="sum">
    <caption>Bestanden naar uitkomst</caption>
    <thead>
      <tr><th scope="col">Uitkomst</th><th scope="col" class="number">Bestanden</th></tr>
    </thead>
    <tbody>
      <xsl:call-template name="tally-row">
        <xsl:with-param name="fill" select="'public'"/>
        <xsl:with-param name="name"><xsl:call-template name="public-name"/></xsl:with-param>
        <xsl:with-param name="n" select="$run/@published"/>
      </xsl:call-template>
      <xsl:call-template name="tally-row">
        <xsl:with-param name="fill" select="'unchanged'"/>
        <xsl:with-param name="name" select="'Ongewijzigd, stond al openbaar'"/>
        <xsl:with-param name="n" select="$run/@unchanged"/>
      </xsl:call-template>
      <xsl:if test="$run/@handed">
        <xsl:call-template name="tally-row">
          <xsl:with-param name="fill" select="'handed'"/>
          <xsl:with-param name="name" select="'Als concept overgedragen'"/>
          <xsl:with-param name="n" select="$run/@handed"/>
        </xsl:call-template>
      </xsl:if>
      <xsl:call-template name="tally-row">
        <xsl:with-param name="fill" select="'held'"/>
        <xsl:with-param name="name" select="'Vastgehouden'"/>
        <xsl:with-param name="n" select="$run/@held"/>
      </xsl:call-template>
      <xsl:call-template name="tally-row">
        <xsl:with-param name="fill" select="'rejected'"/>
        <xsl:with-param name="name" select="'Geweigerd door het portaal'"/>
        <xsl:with-param name="n" select="$run/@rejected"/>
      </xsl:call-template>
      <xsl:call-template name="tally-row">
        <xsl:with-param name="fill" select="'later'"/>
        <xsl:with-param name="name" select="'Later opnieuw'"/>
        <xsl:with-param name="n" select="$run/@later"/>
      </xsl:call-template>
      <xsl:call-template name="tally-row">
        <xsl:with-param name="fill" select="'skipped'"/>
        <xsl:with-param name="name" select="'Overgeslagen'"/>
        <xsl:with-param name="n" select="$run/@skipped"/>
      </xsl:call-template>
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
</xsl:template>

<!-- What went public by category.  The labels stand in the drawing, above their bars, so that it fits any width. -->
<xsl:template name="by-category">
  <xsl:variable name="kinds" select="$dossiers/documents[@outcome = 'published']/categories[@chosen = 'true'][1]
      [generate-id() = generate-id(key('gone', @label)[1])]"/>
  <xsl:variable name="most">
    <xsl:for-each select="$kinds">
      <xsl:sort select="count(key('gone', @label))" data-type="number" order="descending"/>
      <xsl:if test="position() = 1"><xsl:value-of select="count(key('gone', @label))"/></xsl:if>
    </xsl:for-each>
  </xsl:variable>
  <xsl:if test="$kinds">
    <h3 id="soorten"><xsl:call-template name="public-name"/>, per informatiecategorie</h3>
    <svg class="bars" role="img" aria-labelledby="g-soort g-soort-tekst" width="100%" height="{count($kinds) * 40}">
      <title id="g-soort">Bestanden per informatiecategorie</title>
      <desc id="g-soort-tekst">De getallen staan hieronder.</desc>
      <xsl:for-each select="$kinds">
        <xsl:sort select="count(key('gone', @label))" data-type="number" order="descending"/>
        <xsl:sort select="@label"/>
        <text x="0" y="{(position() - 1) * 40 + 15}">
          <xsl:value-of select="concat(count(key('gone', @label)), ' ', @label)"/>
        </text>
        <rect x="0" y="{(position() - 1) * 40 + 21}" height="12" fill="url(#p-public)"
          width="{format-number(100 * count(key('gone', @label)) div $most, '0.###')}%"/>
      </xsl:for-each>
    </svg>
    <details>
      <summary>De getallen per categorie</summary>
      <table class="sum">
        <caption>Bestanden per informatiecategorie</caption>
        <thead><tr><th scope="col">Informatiecategorie</th><th scope="col" class="number">Bestanden</th></tr></thead>
        <tbody>
          <xsl:for-each select="$kinds">
            <xsl:sort select="count(key('gone', @label))" data-type="number" order="descending"/>
            <xsl:sort select="@label"/>
            <tr>
              <th scope="row"><bdi><xsl:value-of select="@label"/></bdi></th>
              <td class="number"><xsl:value-of select="count(key('gone', @label))"/></td>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </details>
  </xsl:if>
</xsl:template>

<!-- The last nights: three rows of columns, each with a scale of its own, and one table. -->
<xsl:template name="trend">
  <xsl:variable name="nights" select="//line/trend"/>
  <xsl:if test="$nights">
    <h3 id="trend">De laatste nachten</h3>
    <xsl:choose>
      <xsl:when test="count($nights[@run]) = 1"><p>Dit is de eerste nacht die is geteld; vanaf de tweede staat hier een grafiek.</p></xsl:when>
      <xsl:otherwise>
        <p>Bestanden per nacht, hoogstens dertig dagen terug. Een open rondje is een dag zonder run.</p>
        <div class="charts">
          <xsl:call-template name="columns">
            <xsl:with-param name="nodes" select="$nights"/>
            <xsl:with-param name="name" select="'public'"/>
            <xsl:with-param name="fill" select="'c-public'"/>
            <xsl:with-param name="title" select="'Openbaar gemaakt'"/>
          </xsl:call-template>
          <xsl:call-template name="columns">
            <xsl:with-param name="nodes" select="$nights"/>
            <xsl:with-param name="name" select="'held'"/>
            <xsl:with-param name="fill" select="'c-stop'"/>
            <xsl:with-param name="title" select="'Vastgehouden'"/>
          </xsl:call-template>
          <xsl:call-template name="columns">
            <xsl:with-param name="nodes" select="$nights"/>
            <xsl:with-param name="name" select="'later'"/>
            <xsl:with-param name="fill" select="'c-look'"/>
            <xsl:with-param name="title" select="'Later opnieuw'"/>
          </xsl:call-template>
        </div>
        <details>
          <summary>De getallen per nacht</summary>
          <table role="table">
            <caption>Bestanden per nacht, de laatste bovenaan</caption>
            <thead role="rowgroup">
              <tr role="row">
                <th role="columnheader" scope="col">Dag</th>
                <th role="columnheader" scope="col" class="number">Openbaar</th>
                <th role="columnheader" scope="col" class="number">Vastgehouden</th>
                <th role="columnheader" scope="col" class="number">Geweigerd</th>
                <th role="columnheader" scope="col" class="number">Later</th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              <xsl:for-each select="$nights">
                <xsl:sort select="@day" order="descending"/>
                <tr role="row">
                  <th role="rowheader" scope="row">
                    <xsl:call-template name="day"><xsl:with-param name="of" select="@day"/></xsl:call-template>
                    <xsl:if test="not(@run)"> (geen run)</xsl:if>
                  </th>
                  <td role="cell" data-label="Openbaar" class="number"><xsl:value-of select="@public"/></td>
                  <td role="cell" data-label="Vastgehouden" class="number"><xsl:value-of select="@held"/></td>
                  <td role="cell" data-label="Geweigerd" class="number"><xsl:value-of select="@rejected"/></td>
                  <td role="cell" data-label="Later" class="number"><xsl:value-of select="@later"/></td>
                </tr>
              </xsl:for-each>
            </tbody>
          </table>
        </details>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:if>
</xsl:template>

<!-- One row of columns; nodes: in the order of their days, name: the attribute that counts, absent where nothing was. -->
<xsl:template name="columns">
  <xsl:param name="nodes"/>
  <xsl:param name="name"/>
  <xsl:param name="title"/>
  <xsl:param name="fill"/>
  <xsl:param name="slots" select="30"/>
  <xsl:variable name="most">
    <xsl:for-each select="$nodes/@*[name() = $name]">
      <xsl:sort select="." data-type="number" order="descending"/>
      <xsl:if test="position() = 1"><xsl:value-of select="."/></xsl:if>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="last" select="$nodes[@*[name() = $name]][last()]"/>
  <figure class="chart">
    <figcaption><strong><xsl:value-of select="$title"/></strong>
      <span class="facts">het laatst <xsl:value-of select="$last/@*[name() = $name]"/>, het meest <xsl:value-of select="$most"/></span>
    </figcaption>
    <svg class="columns" role="img" aria-labelledby="g-{$name} g-{$name}-tekst" width="100%" height="72">
      <title id="g-{$name}"><xsl:value-of select="concat($title, ' per nacht')"/></title>
      <desc id="g-{$name}-tekst">
        <xsl:value-of select="concat('Het laatst ', $last/@*[name() = $name], ', het meest ', $most, '. De getallen staan hieronder.')"/>
      </desc>
      <xsl:for-each select="$nodes">
        <xsl:variable name="v" select="@*[name() = $name]"/>
        <xsl:variable name="x" select="format-number((position() - 1) * 100 div $slots, '0.###')"/>
        <xsl:choose>
          <xsl:when test="not($v)">
            <circle class="gap" cx="{format-number((position() - 0.6) * 100 div $slots, '0.###')}%" cy="66" r="2"/>
          </xsl:when>
          <xsl:when test="$v &gt; 0">
            <xsl:variable name="h" select="format-number(2 + 64 * $v div $most, '0.#')"/>
            <rect x="{$x}%" y="{70 - $h}" width="{format-number(80 div $slots, '0.###')}%" height="{$h}" class="{$fill}">
              <title><xsl:call-template name="day"><xsl:with-param name="of" select="@day"/>
                <xsl:with-param name="short" select="true()"/></xsl:call-template>: <xsl:value-of select="$v"/></title>
            </rect>
          </xsl:when>
        </xsl:choose>
      </xsl:for-each>
      <line class="axis" x1="0" x2="100%" y1="71" y2="71"/>
    </svg>
    <p class="facts">
      <xsl:call-template name="day">
        <xsl:with-param name="of" select="$nodes[1]/@day"/>
        <xsl:with-param name="short" select="true()"/>
      </xsl:call-template>
      <xsl:text> tot en met </xsl:text>
      <xsl:call-template name="day">
        <xsl:with-param name="of" select="$nodes[last()]/@day"/>
        <xsl:with-param name="short" select="true()"/>
      </xsl:call-template>
    </p>
  </figure>
</xsl:template>

<!-- What the calendars of the organisations say: late, due, to come. -->
<xsl:template name="calendar">
  <xsl:if test="//line/calendars">
    <section aria-labelledby="kalender">
      <h2 id="kalender">Kalender</h2>
      <xsl:for-each select="//line/calendars">
        <h3><bdi><xsl:value-of select="@organisation"/></bdi></h3>
        <p>Te laat: <xsl:value-of select="count(overdue)"/>. Binnen acht weken: <xsl:value-of select="count(due)"/>.
        Daarna: <xsl:value-of select="@beyond"/>. Nog niet aan de beurt: <xsl:value-of select="sum(off/@dossiers)"/>.
        <xsl:if test="@unknown &gt; 0">Van <xsl:value-of select="@unknown"/> is de termijn niet te bepalen (RUN-304).</xsl:if></p>
        <xsl:if test="overdue">
          <h4>Te laat</h4>
          <ul class="places"><xsl:for-each select="overdue[position() &lt;= $dates-most]">
            <li><xsl:call-template name="appointed"/></li>
          </xsl:for-each>
          <xsl:call-template name="and-more">
            <xsl:with-param name="n" select="count(overdue) - $dates-most"/>
            <xsl:with-param name="one" select="'dossier'"/>
            <xsl:with-param name="more" select="'dossiers'"/>
          </xsl:call-template></ul>
        </xsl:if>
        <xsl:if test="due">
          <h4>De komende acht weken</h4>
          <ul class="places"><xsl:for-each select="due[position() &lt;= $dates-most]">
            <li><xsl:call-template name="appointed"/></li>
          </xsl:for-each>
          <xsl:call-template name="and-more">
            <xsl:with-param name="n" select="count(due) - $dates-most"/>
            <xsl:with-param name="one" select="'dossier'"/>
            <xsl:with-param name="more" select="'dossiers'"/>
          </xsl:call-template></ul>
          <table class="sum">
            <caption>Dossiers die openbaar moeten zijn, per week</caption>
            <thead><tr><th scope="col">Week</th><th scope="col" class="number">Dossiers</th></tr></thead>
            <tbody>
              <xsl:for-each select="weeks">
                <tr>
                  <th scope="row">
                    <xsl:call-template name="day"><xsl:with-param name="of" select="@from"/></xsl:call-template>
                    <xsl:text> tot en met </xsl:text>
                    <xsl:call-template name="day"><xsl:with-param name="of" select="@until"/></xsl:call-template>
                  </th>
                  <td class="number"><xsl:value-of select="@dossiers"/></td>
                </tr>
              </xsl:for-each>
            </tbody>
          </table>
        </xsl:if>
        <xsl:if test="moments">
          <h4>Op een afgesproken dag</h4>
          <ul class="places"><xsl:for-each select="moments[position() &lt;= $dates-most]">
            <li>
              <bdi class="file"><xsl:value-of select="@dossier"/></bdi>
              <xsl:choose>
                <xsl:when test="@what = 'leave'">: wordt ingetrokken op </xsl:when>
                <xsl:otherwise>: mag openbaar vanaf </xsl:otherwise>
              </xsl:choose>
              <xsl:call-template name="day"><xsl:with-param name="of" select="@day"/></xsl:call-template>
            </li>
          </xsl:for-each>
          <xsl:call-template name="and-more">
            <xsl:with-param name="n" select="count(moments) - $dates-most"/>
            <xsl:with-param name="one" select="'dossier'"/>
            <xsl:with-param name="more" select="'dossiers'"/>
          </xsl:call-template></ul>
        </xsl:if>
        <xsl:if test="off">
          <h4>Nog niet aan de beurt</h4>
          <ul class="places"><xsl:for-each select="off">
            <li>
              <bdi><xsl:value-of select="@label"/></bdi>: <xsl:call-template name="dossiers">
                <xsl:with-param name="n" select="@dossiers"/></xsl:call-template>
              <xsl:if test="@from">, vanaf <xsl:call-template name="day"><xsl:with-param name="of" select="@from"/></xsl:call-template></xsl:if>
            </li>
          </xsl:for-each></ul>
        </xsl:if>
        <xsl:if test="phases">
          <h4>Wat er in de kalender verandert</h4>
          <ul class="places"><xsl:for-each select="phases">
            <li>
              <xsl:call-template name="day"><xsl:with-param name="of" select="@from"/></xsl:call-template>:
              <bdi><xsl:value-of select="@label"/></bdi> wordt <bdi><xsl:value-of select="@stance"/></bdi>
            </li>
          </xsl:for-each></ul>
        </xsl:if>
      </xsl:for-each>
    </section>
  </xsl:if>
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
