<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- mdto.xsl - a dossier, a document or a file (schema/plain.rng) as MDTO 1.0.1, children in the order of its XSD. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="https://www.nationaalarchief.nl/mdto" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>

  <!-- The lists of MDTO by the names that the Nationaal Archief gives them in its examples. -->
  <xsl:variable name="niveaus" select="'Begrippenlijst Aggregatieniveaus MDTO'"/>
  <xsl:variable name="events" select="'Begrippenlijst EventTypeLijst MDTO'"/>
  <xsl:variable name="waarderingen" select="'Begrippenlijst Waarderingen MDTO'"/>
  <xsl:variable name="beperkingen" select="'Begrippenlijst BeperkingGebruikType MDTO'"/>
  <xsl:variable name="algoritmen" select="'Begrippenlijst ChecksumAlgoritme MDTO'"/>

  <!-- From the table of languages of the EU, which DiWoo takes, to the code of two letters that xs:language wants. -->
  <xsl:variable name="talen"> BUL=bg CES=cs DAN=da DEU=de ELL=el ENG=en EST=et FIN=fi FRA=fr FRY=fy GLE=ga HRV=hr HUN=hu
    ITA=it LAV=lv LIT=lt MLT=mt NLD=nl POL=pl POR=pt RON=ro SLK=sk SLV=sl SPA=es SWE=sv </xsl:variable>

  <xsl:template match="/">
    <MDTO xsi:schemaLocation="https://www.nationaalarchief.nl/mdto https://www.nationaalarchief.nl/mdto/MDTO-XML1.0.1.xsd">
      <xsl:apply-templates select="*"/>
    </MDTO>
  </xsl:template>

  <xsl:template match="/informatieobject">
    <informatieobject>
      <xsl:apply-templates select="identificatie"/>
      <naam><xsl:value-of select="record/officieleTitel"/></naam>
      <aggregatieniveau>
        <xsl:call-template name="begrip">
          <xsl:with-param name="label" select="@niveau"/>
          <xsl:with-param name="lijst" select="$niveaus"/>
        </xsl:call-template>
      </aggregatieniveau>
      <!-- The category of the Woo is a classification; informatiecategorie below is that of the selectielijst. -->
      <xsl:call-template name="classificaties">
        <xsl:with-param name="van" select="record/informatiecategorie"/>
        <xsl:with-param name="lijst" select="'TOOI waardelijst Woo-informatiecategorieën'"/>
        <xsl:with-param name="adres" select="'scw_woo_informatiecategorieen'"/>
      </xsl:call-template>
      <xsl:call-template name="classificaties">
        <xsl:with-param name="van" select="record/documentsoort[/informatieobject/@niveau = 'Archiefstuk']"/>
        <xsl:with-param name="lijst" select="'TOOI waardelijst documentsoorten'"/>
        <xsl:with-param name="adres" select="'ccw_plooi_documentsoorten'"/>
      </xsl:call-template>
      <xsl:call-template name="classificaties">
        <xsl:with-param name="van" select="record/thema"/>
        <xsl:with-param name="lijst" select="'TOOI toplijst thema’s'"/>
        <xsl:with-param name="adres" select="'scw_toplijst'"/>
      </xsl:call-template>
      <xsl:for-each select="record/trefwoord"><trefwoord><xsl:value-of select="."/></trefwoord></xsl:for-each>
      <xsl:for-each select="record/omschrijving"><omschrijving><xsl:value-of select="."/></omschrijving></xsl:for-each>
      <xsl:apply-templates select="periode"/>
      <!-- The validity is that of the document; of one that only says when it ends MDTO has no place for it. -->
      <xsl:if test="record/begindatum and @niveau = 'Archiefstuk'">
        <xsl:call-template name="dekking">
          <xsl:with-param name="type" select="'Geldigheid'"/>
          <xsl:with-param name="van" select="substring-before(record/begindatum, 'T')"/>
          <xsl:with-param name="tot" select="substring-before(record/einddatum, 'T')"/>
        </xsl:call-template>
      </xsl:if>
      <xsl:apply-templates select="record/language"/>
      <xsl:apply-templates select="record" mode="events"/>
      <xsl:apply-templates select="bewaren"/>
      <xsl:for-each select="onderdeelVan">
        <isOnderdeelVan><xsl:call-template name="verwijzing"/></isOnderdeelVan>
      </xsl:for-each>
      <xsl:for-each select="onderdeel">
        <bevatOnderdeel><xsl:call-template name="verwijzing"/></bevatOnderdeel>
      </xsl:for-each>
      <xsl:for-each select="representatie">
        <heeftRepresentatie><xsl:call-template name="verwijzing"/></heeftRepresentatie>
      </xsl:for-each>
      <!-- What it stands in relation to, where that has an address. -->
      <xsl:for-each select="record/relation[@uri and /informatieobject/@niveau = 'Archiefstuk']">
        <xsl:variable name="groep" select="string(@group)"/>
        <xsl:if test="../role[string(@group) = $groep] != 'heeft bijlage'">
          <gerelateerdInformatieobject>
            <gerelateerdInformatieobjectVerwijzing>
              <verwijzingNaam><xsl:value-of select="."/></verwijzingNaam>
              <verwijzingIdentificatie>
                <identificatieKenmerk><xsl:value-of select="@uri"/></identificatieKenmerk>
                <identificatieBron>
                  <xsl:choose>
                    <xsl:when test="starts-with(@uri, 'urn:uuid:')">woostraat</xsl:when>
                    <xsl:otherwise>webadres</xsl:otherwise>
                  </xsl:choose>
                </identificatieBron>
              </verwijzingIdentificatie>
            </gerelateerdInformatieobjectVerwijzing>
            <gerelateerdInformatieobjectTypeRelatie>
              <xsl:call-template name="begrip">
                <xsl:with-param name="label" select="'Refereert aan'"/>
                <xsl:with-param name="lijst" select="'Begrippenlijst Relatietypen MDTO'"/>
              </xsl:call-template>
            </gerelateerdInformatieobjectTypeRelatie>
          </gerelateerdInformatieobject>
        </xsl:if>
      </xsl:for-each>
      <archiefvormer><xsl:call-template name="organisatie">
        <xsl:with-param name="van" select="record/verantwoordelijke | record/publisher[not(../verantwoordelijke)]"/>
      </xsl:call-template></archiefvormer>
      <beperkingGebruik><xsl:call-template name="beperking"/></beperkingGebruik>
    </informatieobject>
  </xsl:template>

  <xsl:template match="/bestand">
    <bestand>
      <xsl:apply-templates select="identificatie"/>
      <naam><xsl:value-of select="@naam"/></naam>
      <omvang><xsl:value-of select="@omvang"/></omvang>
      <bestandsformaat>
        <xsl:call-template name="begrip">
          <xsl:with-param name="label" select="@formaat"/>
          <xsl:with-param name="code" select="@mediatype"/>
          <xsl:with-param name="lijst" select="'IANA Media types'"/>
        </xsl:call-template>
      </bestandsformaat>
      <checksum>
        <checksumAlgoritme>
          <xsl:call-template name="begrip">
            <xsl:with-param name="label" select="'SHA-256'"/>
            <xsl:with-param name="lijst" select="$algoritmen"/>
          </xsl:call-template>
        </checksumAlgoritme>
        <checksumWaarde><xsl:value-of select="@sha256"/></checksumWaarde>
        <checksumDatum><xsl:value-of select="@ingenomen"/></checksumDatum>
      </checksum>
      <xsl:for-each select="representatieVan">
        <isRepresentatieVan><xsl:call-template name="verwijzing"/></isRepresentatieVan>
      </xsl:for-each>
    </bestand>
  </xsl:template>

  <xsl:template match="identificatie">
    <identificatie><xsl:call-template name="identiteit"/></identificatie>
  </xsl:template>

  <xsl:template match="periode">
    <xsl:call-template name="dekking">
      <xsl:with-param name="type" select="'Periode waarover de inhoud gaat'"/>
      <xsl:with-param name="van" select="@van"/>
      <xsl:with-param name="tot" select="@tot"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="dekking">
    <xsl:param name="type"/>
    <xsl:param name="van"/>
    <xsl:param name="tot"/>
    <dekkingInTijd>
      <dekkingInTijdType>
        <xsl:call-template name="begrip">
          <xsl:with-param name="label" select="$type"/>
          <xsl:with-param name="lijst" select="'Begrippenlijst dekking in tijd woostraat'"/>
        </xsl:call-template>
      </dekkingInTijdType>
      <dekkingInTijdBegindatum><xsl:value-of select="$van"/></dekkingInTijdBegindatum>
      <xsl:if test="$tot != ''"><dekkingInTijdEinddatum><xsl:value-of select="$tot"/></dekkingInTijdEinddatum></xsl:if>
    </dekkingInTijd>
  </xsl:template>

  <xsl:template match="language">
    <xsl:variable name="code" select="substring-after(@uri, '/authority/language/')"/>
    <xsl:variable name="kort" select="substring(substring-after($talen, concat(' ', $code, '=')), 1, 2)"/>
    <xsl:if test="$code != '' and $kort != ''"><taal><xsl:value-of select="$kort"/></taal></xsl:if>
  </xsl:template>

  <!--
    What is known to have happened.  A day that was assumed is no event: DiWoo demands an act of every document, MDTO does not.
    The dossier was not made on the day of its main document, so that day is of the document alone.
  -->
  <xsl:template match="record" mode="events">
    <xsl:if test="/informatieobject/@niveau = 'Archiefstuk'">
      <xsl:for-each select="creatiedatum[@origin != 'default' and @origin != 'rule']">
        <xsl:call-template name="event">
          <xsl:with-param name="type" select="'Creatie'"/>
          <xsl:with-param name="tijd" select="string(.)"/>
          <xsl:with-param name="door" select="../opsteller"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:if>
    <xsl:for-each select="soortHandeling">
      <xsl:variable name="groep" select="string(@group)"/>
      <xsl:variable name="tijd" select="../atTime[string(@group) = $groep][@origin != 'default' and @origin != 'rule']"/>
      <xsl:variable name="wie" select="../wasAssociatedWith[string(@group) = $groep]"/>
      <xsl:if test="$tijd">
        <xsl:call-template name="event">
          <xsl:with-param name="type">
            <xsl:choose>
              <xsl:when test=". = 'ontvangst'">Ontvangst</xsl:when>
              <xsl:otherwise>Accordering</xsl:otherwise>
            </xsl:choose>
          </xsl:with-param>
          <xsl:with-param name="tijd" select="string($tijd)"/>
          <!-- Received is what the archiefvormer receives (EventTypeLijst); who laid down or signed must be said. -->
          <xsl:with-param name="door" select="$wie | current()[not($wie)][. = 'ontvangst']/../verantwoordelijke |
              current()[not($wie)][. = 'ontvangst']/../publisher[not(../verantwoordelijke)]"/>
          <xsl:with-param name="resultaat">
            <xsl:choose>
              <xsl:when test=". = 'ondertekening'">Ondertekend</xsl:when>
              <xsl:when test=". = 'vaststelling'">Vastgesteld</xsl:when>
            </xsl:choose>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="event">
    <xsl:param name="type"/>
    <xsl:param name="tijd"/>
    <xsl:param name="door"/>
    <xsl:param name="resultaat"/>
    <event>
      <eventType>
        <xsl:call-template name="begrip">
          <xsl:with-param name="label" select="$type"/>
          <xsl:with-param name="lijst" select="$events"/>
        </xsl:call-template>
      </eventType>
      <!-- DiWoo wants an hour where only a day is known; here it is a day again. -->
      <eventTijd>
        <xsl:choose>
          <xsl:when test="contains($tijd, 'T00:00:00')"><xsl:value-of select="substring-before($tijd, 'T')"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$tijd"/></xsl:otherwise>
        </xsl:choose>
      </eventTijd>
      <xsl:if test="$door">
        <eventVerantwoordelijkeActor>
          <xsl:call-template name="organisatie"><xsl:with-param name="van" select="$door"/></xsl:call-template>
        </eventVerantwoordelijkeActor>
      </xsl:if>
      <xsl:if test="$resultaat != '' or /informatieobject/@niveau = 'Dossier'">
        <eventResultaat>
          <xsl:if test="/informatieobject/@niveau = 'Dossier'">Hoofddocument<xsl:if test="$resultaat != ''">: </xsl:if></xsl:if>
          <xsl:value-of select="$resultaat"/>
        </eventResultaat>
      </xsl:if>
    </event>
  </xsl:template>

  <xsl:template match="bewaren">
    <waardering>
      <xsl:call-template name="begrip">
        <xsl:with-param name="label">
          <xsl:choose>
            <xsl:when test="@waardering = 'B'">Blijvend te bewaren</xsl:when>
            <xsl:when test="@waardering = 'V'">Tijdelijk te bewaren</xsl:when>
            <xsl:otherwise>Nader te bepalen</xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
        <xsl:with-param name="code" select="@waardering"/>
        <xsl:with-param name="lijst" select="$waarderingen"/>
      </xsl:call-template>
    </waardering>
    <xsl:if test="@termijn">
      <bewaartermijn>
        <xsl:if test="@begint">
          <termijnTriggerStartLooptijd>
            <xsl:call-template name="begrip">
              <xsl:with-param name="label" select="@begint"/>
              <xsl:with-param name="lijst">
                <xsl:choose>
                  <xsl:when test="@begintLijst"><xsl:value-of select="@begintLijst"/></xsl:when>
                  <xsl:otherwise><xsl:value-of select="$events"/></xsl:otherwise>
                </xsl:choose>
              </xsl:with-param>
            </xsl:call-template>
          </termijnTriggerStartLooptijd>
        </xsl:if>
        <termijnLooptijd><xsl:value-of select="@termijn"/></termijnLooptijd>
      </bewaartermijn>
    </xsl:if>
    <xsl:if test="@selectielijst">
      <informatiecategorie>
        <xsl:call-template name="begrip">
          <xsl:with-param name="label" select="@resultaat"/>
          <xsl:with-param name="code" select="@nummer"/>
          <xsl:with-param name="lijst" select="@selectielijst"/>
        </xsl:call-template>
      </informatiecategorie>
    </xsl:if>
  </xsl:template>

  <!-- That a document is public is said of what was released; grounds on which parts were left out stay with it. -->
  <xsl:template name="beperking">
    <xsl:variable name="label">
      <xsl:choose>
        <xsl:when test="grond">Overig</xsl:when>
        <xsl:when test="@vrijgave = 'ja'">Geen beperking</xsl:when>
        <xsl:otherwise>Nader te bepalen</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <beperkingGebruikType>
      <xsl:call-template name="begrip">
        <xsl:with-param name="label" select="$label"/>
        <xsl:with-param name="lijst" select="$beperkingen"/>
      </xsl:call-template>
    </beperkingGebruikType>
    <xsl:if test="grond">
      <beperkingGebruikNadereBeschrijving>
        <xsl:text>Weggelaten of onleesbaar gemaakt op grond van de Woo, artikel </xsl:text>
        <xsl:for-each select="grond">
          <xsl:if test="position() != 1">, </xsl:if>
          <xsl:value-of select="concat(@code, ' (', @naam, ')')"/>
        </xsl:for-each>
      </beperkingGebruikNadereBeschrijving>
    </xsl:if>
  </xsl:template>

  <xsl:template name="classificaties">
    <xsl:param name="van"/>
    <xsl:param name="lijst"/>
    <xsl:param name="adres"/>
    <xsl:for-each select="$van">
      <classificatie>
        <begripLabel><xsl:value-of select="."/></begripLabel>
        <begripCode><xsl:value-of select="@uri"/></begripCode>
        <begripBegrippenlijst>
          <verwijzingNaam><xsl:value-of select="$lijst"/></verwijzingNaam>
          <verwijzingIdentificatie>
            <identificatieKenmerk>https://identifier.overheid.nl/tooi/set/<xsl:value-of select="$adres"/></identificatieKenmerk>
            <identificatieBron>TOOI</identificatieBron>
          </verwijzingIdentificatie>
        </begripBegrippenlijst>
      </classificatie>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="begrip">
    <xsl:param name="label"/>
    <xsl:param name="code"/>
    <xsl:param name="lijst"/>
    <begripLabel><xsl:value-of select="$label"/></begripLabel>
    <xsl:if test="$code != ''"><begripCode><xsl:value-of select="$code"/></begripCode></xsl:if>
    <begripBegrippenlijst><verwijzingNaam><xsl:value-of select="$lijst"/></verwijzingNaam></begripBegrippenlijst>
  </xsl:template>

  <xsl:template name="identiteit">
    <identificatieKenmerk><xsl:value-of select="@kenmerk"/></identificatieKenmerk>
    <identificatieBron><xsl:value-of select="@bron"/></identificatieBron>
  </xsl:template>

  <xsl:template name="verwijzing">
    <verwijzingNaam><xsl:value-of select="@naam"/></verwijzingNaam>
    <verwijzingIdentificatie><xsl:call-template name="identiteit"/></verwijzingIdentificatie>
  </xsl:template>

  <!-- An organisation of TOOI by its code, in the register that the code is of. -->
  <xsl:template name="organisatie">
    <xsl:param name="van"/>
    <xsl:variable name="rest" select="substring-after($van/@uri, '/tooi/id/')"/>
    <xsl:variable name="soort" select="substring-before($rest, '/')"/>
    <verwijzingNaam><xsl:value-of select="$van"/></verwijzingNaam>
    <xsl:if test="$soort != ''">
      <verwijzingIdentificatie>
        <identificatieKenmerk><xsl:value-of select="substring-after($rest, '/')"/></identificatieKenmerk>
        <identificatieBron>
          <xsl:text>TOOI register </xsl:text>
          <xsl:choose>
            <xsl:when test="$soort = 'gemeente'">gemeenten</xsl:when>
            <xsl:when test="$soort = 'provincie'">provincies</xsl:when>
            <xsl:when test="$soort = 'waterschap'">waterschappen</xsl:when>
            <xsl:when test="$soort = 'so'">samenwerkingsorganisaties</xsl:when>
            <xsl:when test="$soort = 'ministerie'">ministeries</xsl:when>
            <xsl:when test="$soort = 'oorg'">overige overheidsorganisaties</xsl:when>
            <xsl:when test="$soort = 'col'">Caribische openbare lichamen</xsl:when>
            <xsl:otherwise><xsl:value-of select="$soort"/></xsl:otherwise>
          </xsl:choose>
          <xsl:text> compleet</xsl:text>
        </identificatieBron>
      </verwijzingIdentificatie>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
