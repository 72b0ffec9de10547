-- id: DAT-30
-- severity: info
-- title:
--   en: A council has an odd number of seats, from 9 to 45
--   nl: Een raad heeft een oneven aantal zetels, van 9 tot en met 45
-- message:
--   en: "the council has {seats} seats on {as_of}"
--   nl: "de raad heeft {seats} zetels op {as_of}"
-- why:
--   en: Sizes of councils are odd by law; another number counts seats that are filled, or is a slip.
--   nl: Raden hebben bij wet een oneven aantal zetels; een ander getal telt bezette zetels, of is een vergissing.
-- source: Gemeentewet, art. 8; domain brief E.4
-- mend:
--   en: look up the size of the council
--   nl: zoek de omvang van de raad op
-- command: "regio set {record} {field}=…"
-- fault:
--   pick: >-
--     SELECT partner.id FROM active_partner AS partner JOIN partner_statistics AS figure ON figure.partner = partner.id WHERE partner.type = 'municipality' AND figure.council_seats % 2 = 1 ORDER BY partner.id LIMIT 1
--   changes:
--     partner/{id}:
--       statistics: [{as_of: "1990-01-01", council_seats: 20}]
--   fires_on: partner/{id}
WITH latest AS (
  SELECT partner, position, council_seats, max(as_of) AS as_of FROM partner_statistics
  WHERE council_seats IS NOT NULL AND as_of <= on_date() GROUP BY partner
)
SELECT 'partner/' || partner.id AS record, 'statistics.' || latest.position || '.council_seats' AS field, latest.council_seats AS seats, latest.as_of
FROM active_partner AS partner JOIN latest ON latest.partner = partner.id
WHERE partner.type = 'municipality' AND (latest.council_seats % 2 = 0 OR latest.council_seats NOT BETWEEN 9 AND 45)
ORDER BY partner.id
