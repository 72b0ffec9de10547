-- id: CEN-1
-- severity: warning
-- title:
--   en: The centre municipality does not dominate
--   nl: De centrumgemeente overheerst niet
-- message:
--   en: "{name}: {centre} has {held} of the {total} {en} ({share} %); {norm_en}"
--   nl: "{name}: {centre} heeft {held} van de {total} {nl} ({share} %); {norm_nl}"
-- why:
--   en: >-
--     A region with one large municipality in its middle lives by that municipality's restraint: in no body more than a third of the
--     votes, or twice its part of the inhabitants where that is more, and never half. The same for chairs of executive bodies and for secretariats over the whole region.
--   nl: >-
--     Een regio met één grote gemeente in het midden leeft van de terughoudendheid van die gemeente: in geen overleg meer dan een derde van de
--     stemmen, of twee keer haar deel van de inwoners als dat meer is, en nooit de helft. Hetzelfde geldt voor voorzitters van bestuurlijke overleggen en voor secretariaten in de hele regio.
-- seed: Hoe om te gaan met het feit dat er één grote (centrum)gemeente is.
-- source: domain brief E.2, CEN-1; in the Wgr one municipality may not have a majority (VNG, C.3), a sound norm here too
-- mend:
--   en: give a seat, chair or secretariat to another municipality, or record an accepted deviation
--   nl: geef een zetel, voorzitterschap of secretariaat aan een andere gemeente, of leg een geaccepteerde afwijking vast
-- parameters:
--   part:
--     default: 0.333334
--     en: the part that the centre municipality may have in any case
--     nl: het deel dat de centrumgemeente in elk geval mag hebben
--   times:
--     default: 2
--     en: how many times its part of the inhabitants it may have, where that is more
--     nl: hoeveel keer haar deel van de inwoners zij mag hebben, als dat meer is
--   least:
--     default: 3
--     en: the votes, chairs or secretariats from which it is judged; a part of fewer says nothing
--     nl: het aantal stemmen, voorzitters of secretariaten vanaf waar wordt geoordeeld; een deel van minder zegt niets
-- fault:
--   pick: >-
--     SELECT voice.body AS id, voice.seat FROM voice JOIN centre ON centre.partner = voice.partner
--     WHERE voice.voting AND voice.share = 1 ORDER BY 1, 2 LIMIT 1
--   changes:
--     body/{id}:
--       seats.{seat}.count: 60
--   fires_on: body/{id}
WITH held AS (
  SELECT coalesce('body/' || part.body, 'registry/' || registry.id) AS record, CASE WHEN part.body IS NULL THEN 'region.centre' ELSE 'seats' END AS field,
         coalesce(body.name, registry.region_name) AS name, part.what, part.held, part.total,
         max(:part, :times * coalesce(centre.fair, 0)) AS fair_part, centre.name AS centre
  FROM registry, centre_part AS part, centre LEFT JOIN body ON body.id = part.body
)
SELECT record, field, name, centre, round(held, 1) AS held, round(total, 1) AS total, what, fair_part,
       CASE what WHEN 'votes' THEN 'votes' WHEN 'chairs' THEN 'chairs of executive bodies' ELSE 'secretariats' END AS en,
       CASE what WHEN 'votes' THEN 'stemmen' WHEN 'chairs' THEN 'voorzitterschappen van bestuurlijke overleggen' ELSE 'secretariaten' END AS nl,
       round(100 * held / total, 1) AS share,
       CASE WHEN 2 * held >= total THEN 'half or more: by the norm of the Wgr no municipality ever has that'
            ELSE 'at most ' || CAST(round(100 * fair_part) AS INTEGER) || ' % is fair' END AS norm_en,
       CASE WHEN 2 * held >= total THEN 'de helft of meer: naar de norm van de Wgr heeft geen gemeente dat ooit'
            ELSE 'ten hoogste ' || CAST(round(100 * fair_part) AS INTEGER) || ' % is billijk' END AS norm_nl
FROM held
WHERE total >= :least AND (held > fair_part * total OR 2 * held >= total)
ORDER BY 2 * held >= total DESC, record
