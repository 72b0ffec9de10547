-- id: GRD-1
-- severity: error
-- title:
--   en: Every seat says on what ground it is held
--   nl: Elke zetel zegt op welke grond iemand er zit
-- message:
--   en: "{body}, seat {seat}: {en}"
--   nl: "{body}, zetel {seat}: {nl}"
-- why:
--   en: >-
--     Who represents others says whom, and to whom they report back; who sits there for what they know says why, and then doesn't
--     count for regional spread; a reserved place is one for a fixed partner.
--   nl: >-
--     Wie anderen vertegenwoordigt zegt wie, en aan wie er wordt teruggekoppeld; wie er om de inhoud zit zegt waarom, en telt dan niet
--     mee voor de regionale spreiding; een kwaliteitszetel is voor een vaste partner.
-- seed: Sommige partners of overleggen gaan op basis van vertegenwoordiging, anderen gaan op basis van inhoudelijke positie.
-- source: seed; domain brief E.2, GRD-1
-- mend:
--   en: fill in what is missing (of a new seat with 'regio appoint … --ground')
--   nl: vul aan wat ontbreekt (van een nieuwe zetel met 'regio appoint … --ground')
-- command: regio edit {record}
-- fault:
--   pick: >-
--     SELECT seat.body, seat.id AS seat FROM active_seat AS seat JOIN active_body AS body ON body.id = seat.body
--     WHERE seat.basis = 'representation' AND seat.reports_to IS NOT NULL ORDER BY seat.body, seat.id LIMIT 1
--   changes:
--     body/{body}:
--       seats.{seat}.reports_to: null
--   fires_on: body/{body}
WITH voiceless AS (
  SELECT DISTINCT body, seat FROM holder WHERE basis = 'representation' AND partners IS NULL
),
missing AS (
  SELECT body, id AS seat, position, CASE basis WHEN 'representation' THEN 'reports_to' WHEN 'expertise' THEN 'reason' ELSE 'on_behalf_of' END AS field,
         CASE basis WHEN 'representation' THEN 'it represents others, but not to whom it reports back'
                    WHEN 'expertise' THEN 'it is held for expertise, but not why' ELSE 'it is a reserved place, but not for whom' END AS en,
         CASE basis WHEN 'representation' THEN 'vertegenwoordigt anderen, maar aan wie er wordt teruggekoppeld ontbreekt'
                    WHEN 'expertise' THEN 'is er om de inhoud, maar waarom ontbreekt' ELSE 'is een kwaliteitszetel, maar voor wie ontbreekt' END AS nl
  FROM active_seat
  WHERE CASE basis WHEN 'representation' THEN reports_to WHEN 'expertise' THEN reason WHEN 'reserved' THEN on_behalf_of ELSE '' END IS NULL
  UNION ALL
  SELECT seat.body, seat.id, seat.position, 'on_behalf_of', 'it represents others, but neither seat nor holder says whom',
         'vertegenwoordigt anderen, maar zetel noch houder zegt wie'
  FROM voiceless JOIN active_seat AS seat ON seat.body = voiceless.body AND seat.id = voiceless.seat
)
SELECT 'body/' || body.id AS record, 'seats.' || missing.seat || '.' || missing.field AS field, body.name AS body, missing.seat, missing.en, missing.nl
FROM missing JOIN active_body AS body ON body.id = missing.body
ORDER BY body.id, missing.position
