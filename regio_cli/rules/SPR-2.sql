-- id: SPR-2
-- severity: info
-- title:
--   en: Over all general portfolios together, every part of the region has its share
--   nl: Over alle algemene portefeuilles samen heeft elk deel van de regio zijn deel
-- message:
--   en: "{name} {en}"
--   nl: "{name} {nl}"
-- why:
--   en: >-
--     A body may be too small for all, but the whole of the bodies is not. Provinces and coalitions of municipalities: the
--     representation ratio (part of the seats over part of the inhabitants) and at least one whole seat of difference, which
--     keeps small numbers from alarms. Municipalities: those that nobody speaks for with a vote in any executive body.
--   nl: >-
--     Eén overleg kan te klein zijn voor iedereen, het geheel is dat niet. Provincies en coalities van gemeenten: de
--     representatieratio (deel van de zetels gedeeld door deel van de inwoners) en ten minste een hele zetel verschil, zodat kleine
--     aantallen geen alarm geven. Gemeenten: die waar in geen enkel bestuurlijk overleg iemand met stem voor spreekt.
-- seed: Binnen algemene portefeuilles wordt de regionale spreiding qua vertegenwoordiging in acht genomen.
-- source: domain brief E.2, SPR-2, and E.1 (representation ratio with the guard for small numbers)
-- mend:
--   en: think of it when a seat on representation falls vacant
--   nl: denk eraan als een zetel op vertegenwoordiging vrijkomt
-- parameters:
--   low:
--     default: 0.5
--     en: below this representation ratio a part of the region has too little
--     nl: onder deze representatieratio heeft een deel van de regio te weinig
--   high:
--     default: 2.0
--     en: above this representation ratio it has too much
--     nl: boven deze representatieratio heeft het te veel
-- fault:
--   pick: >-
--     SELECT municipality AS id FROM spread_seat GROUP BY municipality HAVING count(*) = 1
--     AND municipality NOT IN (SELECT partner FROM centre) ORDER BY 1 LIMIT 1
--   changes:
--     partner/{id}-bis:
--       name: "{id} bis"
--       type: municipality
--       pillar: government
--       province: provincie-overijssel
--   fires_on: partner/{id}-bis
WITH total AS (
  SELECT sum(seats) AS seats, sum(inhabitants) AS inhabitants FROM municipality_seats
),
heard AS (
  SELECT partner FROM voice WHERE voting AND basis = 'representation' AND level = 'executive'
),
found AS (
  SELECT part.partner, 'has ' || round(part.seats, 1) || ' of the ' || round(total.seats, 1)
           || ' seats on representation in general portfolios; by its inhabitants that would be '
           || round(total.seats * part.inhabitants / total.inhabitants, 1) AS en,
         'heeft ' || round(part.seats, 1) || ' van de ' || round(total.seats, 1)
           || ' zetels op vertegenwoordiging in algemene portefeuilles; naar inwoners zou dat '
           || round(total.seats * part.inhabitants / total.inhabitants, 1) || ' zijn' AS nl
  FROM region_part AS part, total
  WHERE is_out_of_proportion(part.seats, total.seats, 1.0 * part.inhabitants / total.inhabitants, :low, :high)
  UNION ALL
  SELECT partner, 'has no vote on representation in any executive body', 'heeft in geen enkel bestuurlijk overleg een stem op vertegenwoordiging'
  FROM municipality
  WHERE partner NOT IN (SELECT partner FROM heard) AND EXISTS (SELECT 1 FROM spread_seat)
)
SELECT 'partner/' || found.partner AS record, partner.name, found.en, replace(found.nl, '.', ',') AS nl
FROM found JOIN partner ON partner.id = found.partner
