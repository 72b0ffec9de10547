-- id: SPR-1
-- severity: warning
-- title:
--   en: Within general portfolios, representation is spread over the region
--   nl: Binnen algemene portefeuilles is de vertegenwoordiging over de regio gespreid
-- message:
--   en: "{name}: {seats} seats on representation are not spread over the provinces (seats, and quota by inhabitants): {spread}"
--   nl: "{name}: {seats} zetels op vertegenwoordiging zijn niet over de provincies gespreid (zetels, en quotum naar inwoners): {spread}"
-- why:
--   en: >-
--     Each province has at least one seat, and none fewer or more than its quota (seats times its part of the inhabitants)
--     rounded down or up. Only voting seats that municipalities hold on representation count: who sits there for expertise,
--     ex officio or in a reserved place represents no part of the region.
--   nl: >-
--     Elke provincie heeft ten minste één zetel, en geen minder of meer dan haar quotum (zetels maal haar deel van de inwoners),
--     naar beneden of boven afgerond. Alleen zetels met stem die gemeenten op vertegenwoordiging bezetten tellen: wie er om de inhoud,
--     ambtshalve of op een kwaliteitszetel zit, vertegenwoordigt geen deel van de regio.
-- seed: Binnen algemene portefeuilles wordt de regionale spreiding qua vertegenwoordiging in acht genomen.
-- source: domain brief E.2, SPR-1, and E.1 (quota rule, Balinski and Young 1982; target by Sainte-Laguë with at least one)
-- mend:
--   en: "within the quota again with: {change}"
--   nl: "weer binnen het quotum met: {change}"
-- fault:
--   pick: >-
--     SELECT spread_seat.body AS id, spread_seat.seat, min(spread_seat.province) AS province FROM spread_seat JOIN seat USING (body)
--     WHERE seat.id = spread_seat.seat GROUP BY spread_seat.body, spread_seat.province HAVING sum(spread_seat.share) BETWEEN 0.99 AND 1.01
--       AND count(DISTINCT spread_seat.seat) = 1 ORDER BY 1, 2 LIMIT 1
--   changes:
--     body/{id}:
--       seats.{seat}.basis: expertise
--   fires_on: body/{id}
WITH held AS (
  SELECT body, json_group_object(province, seats) AS seats, sum(seats) AS total
  FROM (SELECT body, province, sum(share) AS seats FROM spread_seat GROUP BY body, province)
  GROUP BY body
),
measured AS (
  SELECT held.body, held.total, standings(held.seats, reference.weights) AS provinces,
         seat_changes(held.seats, reference.weights) AS changes
  FROM held JOIN spread_reference AS reference ON reference.body = held.body
)
SELECT 'body/' || measured.body AS record, 'seats' AS field, body.name, round(measured.total, 1) AS seats, (
         SELECT group_concat(coalesce(province.short_name, province.name) || ' ' || printf('%g', round(json_extract(row.value, '$[1]'), 1))
                             || ' (' || CAST(json_extract(row.value, '$[2]') AS INTEGER) || '–'
                             || (CAST(json_extract(row.value, '$[2]') AS INTEGER) + 1) || ')', ', ')
         FROM json_each(measured.provinces) AS row JOIN partner AS province ON province.id = json_extract(row.value, '$[0]')
       ) AS spread, coalesce((
         SELECT group_concat(coalesce(province.short_name, province.name) || ' ' || printf('%+d', row.value), ', ')
         FROM json_each(measured.changes) AS row JOIN partner AS province ON province.id = row.key
       ), '…') AS change
FROM measured JOIN body ON body.id = measured.body
WHERE EXISTS (SELECT 1 FROM json_each(measured.provinces) AS row WHERE NOT json_extract(row.value, '$[3]'))
