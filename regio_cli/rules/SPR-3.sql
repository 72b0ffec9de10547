-- id: SPR-3
-- severity: info
-- title:
--   en: Small, middling and large municipalities all have their share
--   nl: Kleine, middelgrote en grote gemeenten hebben alle hun deel
-- message:
--   en: "the {number} municipalities {en} have {seats} of the {total} seats on representation in general portfolios; by inhabitants that would be {quota}"
--   nl: "de {number} gemeenten {nl} hebben {seats} van de {total} zetels op vertegenwoordiging in algemene portefeuilles; naar inwoners zou dat {quota} zijn"
-- why:
--   en: Spread over provinces can still leave the small municipalities out. Measured as in SPR-2, with its guard for small numbers.
--   nl: Spreiding over provincies kan de kleine gemeenten nog steeds overslaan. Gemeten als in SPR-2, met dezelfde drempel voor kleine aantallen.
-- seed: Binnen algemene portefeuilles wordt de regionale spreiding qua vertegenwoordiging in acht genomen.
-- source: domain brief E.2, SPR-3
-- mend:
--   en: think of it when a seat on representation falls vacant
--   nl: denk eraan als een zetel op vertegenwoordiging vrijkomt
-- parameters:
--   small:
--     default: 20000
--     en: a municipality with fewer inhabitants is small
--     nl: een gemeente met minder inwoners is klein
--   large:
--     default: 50000
--     en: a municipality with more inhabitants is large
--     nl: een gemeente met meer inwoners is groot
--   low:
--     default: 0.5
--     en: below this representation ratio a class has too little
--     nl: onder deze representatieratio heeft een klasse te weinig
--   high:
--     default: 2.0
--     en: above this representation ratio it has too much
--     nl: boven deze representatieratio heeft zij te veel
-- fault:
--   pick: SELECT id FROM registry WHERE (SELECT count(*) FROM spread_seat) > 2
--   changes:
--     body/proef-van-de-kleine:
--       name: Proef
--       level: executive
--       type: table
--       general_portfolio: true
--       seats:
--         - {id: hattem, role: member, basis: representation, voting: true, count: 60, on_behalf_of: [hattem]}
--   fires_on: registry/{id}
WITH part AS (
  SELECT CASE WHEN inhabitants < :small THEN 1 WHEN inhabitants <= :large THEN 2 ELSE 3 END AS class, count(*) AS number,
         sum(inhabitants) AS inhabitants, sum(seats) AS seats
  FROM municipality_seats WHERE inhabitants IS NOT NULL
  GROUP BY 1
),
total AS (
  SELECT sum(seats) AS seats, sum(inhabitants) AS inhabitants FROM part
)
SELECT 'registry/' || registry.id AS record, 'region' AS field, part.class, part.number, round(part.seats, 1) AS seats,
       round(total.seats, 1) AS total, round(total.seats * part.inhabitants / total.inhabitants, 1) AS quota,
       CASE class WHEN 1 THEN 'below ' || :small WHEN 2 THEN 'from ' || :small || ' to ' || :large
                  ELSE 'above ' || :large END || ' inhabitants' AS en,
       CASE class WHEN 1 THEN 'onder ' || :small WHEN 2 THEN 'van ' || :small || ' tot en met ' || :large
                  ELSE 'boven ' || :large END || ' inwoners' AS nl
FROM part, total, registry
WHERE is_out_of_proportion(part.seats, total.seats, 1.0 * part.inhabitants / total.inhabitants, :low, :high)
