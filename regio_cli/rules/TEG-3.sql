-- id: TEG-3
-- severity: warning
-- title:
--   en: The counterpart meets in time before the governors, and has a secretary
--   nl: De tegenhanger vergadert op tijd vóór het bestuurlijk overleg, en heeft een secretaris
-- message:
--   en: "{name}, counterpart of {executive}, {en}"
--   nl: "{name}, tegenhanger van {executive}, {nl}"
-- why:
--   en: Papers that the officials have not seen come back from the governors' table undone.
--   nl: Stukken die ambtelijk niet besproken zijn, komen onaf aan de bestuurlijke tafel.
-- seed: Bestuurlijke governance vertalen naar ambtelijke samenwerking (draagvlak behouden).
-- source: domain brief E.2, TEG-3; practice of GGDrU, papers three weeks ahead (C.6)
-- mend:
--   en: agree on the order of meetings and on who is secretary, and record it
--   nl: spreek de volgorde van vergaderen en de secretaris af, en leg die vast
-- command: regio set {record} meets.days_before_counterpart={days}
-- parameters:
--   days:
--     default: 10
--     en: the least number of days that the civil-service body meets before the executive one
--     nl: het aantal dagen dat het ambtelijk overleg ten minste voor het bestuurlijke vergadert
-- fault:
--   pick: SELECT civil AS id FROM pair JOIN body ON body.id = civil WHERE meets_days_before_counterpart >= 10 ORDER BY id LIMIT 1
--   changes:
--     body/{id}:
--       meets.days_before_counterpart: 2
--   fires_on: body/{id}
WITH judged AS (
  SELECT pair.civil, pair.civil_name AS name, pair.executive, pair.executive_name, body.meets_days_before_counterpart AS before,
         body.secretariat IS NULL AND NOT EXISTS (
           SELECT 1 FROM active_seat AS seat WHERE seat.body = body.id AND seat.role = 'secretary'
         ) AS lacks_secretary
  FROM pair JOIN body ON body.id = pair.civil
)
SELECT 'body/' || civil AS record, 'meets.days_before_counterpart' AS field, 'body/' || executive AS also, name,
       executive_name AS executive, :days AS days,
       CASE WHEN before IS NULL THEN 'does not say how many days before it meets (at least ' || :days || ')'
            ELSE 'meets ' || before || ' days before it, not the ' || :days || ' that it takes' END AS en,
       CASE WHEN before IS NULL THEN 'zegt niet hoeveel dagen ervoor het vergadert (ten minste ' || :days || ')'
            ELSE 'vergadert er ' || before || ' dagen voor, niet de ' || :days || ' die nodig zijn' END AS nl
FROM judged WHERE before IS NULL OR before < :days
UNION ALL
SELECT 'body/' || civil, 'seats', 'body/' || executive, name, executive_name, :days, 'has no secretary', 'heeft geen secretaris'
FROM judged WHERE lacks_secretary
ORDER BY record
