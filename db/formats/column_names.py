"""The names that columns and keys of articles usually have, in English, German and French."""

from __future__ import annotations

USUAL_NAMES = {
    "body": "text body content fulltext articletext articlebody maintext bodytext article story "
    "contents contenttext contenthtml plaintext rawtext rawcontent newstext newsbody storytext "
    "cleantext transcript volltext inhalt artikeltext artikel haupttext nachrichtentext "
    "meldungstext wortlaut texte contenu corps textintegral textecomplet textedelarticle "
    "description summary abstract",
    "title": "title headline heading articletitle newstitle newsheadline hl subject titel "
    "uberschrift ueberschrift schlagzeile artikeltitel titre titrearticle titredelarticle",
    "id": "id docid articleid documentid newsid externalid identifier guid uuid uid accessionno "
    "accessionnumber artikelid artikelnummer kennung identifiant",
    "date": "date published publisheddate publicationdate publishedat pubdate publishdate "
    "datepublished publishedon publishedtime articledate newsdate loaddate datum veroffentlicht "
    "veroeffentlicht erscheinungsdatum veroffentlichungsdatum veroeffentlichungsdatum "
    "publikationsdatum datedepublication datepublication publiele dateparution parution created "
    "createdat timestamp",
    "publisher": "publisher publishername source sourcename publication publicationname "
    "publicationtitle newspaper newspapername paper outlet outletname newsoutlet "
    "newssource sitename site website medium media mediaoutlet mediasource medianame "
    "journal journalname journaltitle magazine quelle zeitung zeitungsname zeitungstitel blatt "
    "zeitschrift medientitel verlag herausgeber publikation "
    "nomdelapublication nomdujournal quotidien editeur domain",
    "reported_source": "reportedsource",
    "author": "author authors authorname authornames byline creator writer writers journalist "
    "reporter correspondent autor autoren autorin verfasser verfasserin auteur auteurs signature",
    "language": "language lang languagecode locale sprache langue",
    "address": "url link address uri permalink href weburl sourceurl articleurl webpage "
    "webadresse adresse lien",
    "licence": "licence license rights copyright lizenz rechte",
}
"""By what is found there, in small letters without spaces, accents and signs; of several that are
there the one that stands first is taken."""
