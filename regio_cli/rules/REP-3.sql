-- id: REP-3
-- severity: info
-- title:
--   en: A body does not lose most of its members at once
--   nl: Een overleg verliest niet in één keer de meeste leden
-- message:
--   en: "{name}: {lapsing} of the {holders} members ({share} %) go on or about {day} ({en})"
--   nl: "{name}: {lapsing} van de {holders} leden ({share} %) vertrekken op of rond {day} ({nl})"
-- why:
--   en: What a body knows and has agreed goes with the people who knew it. Seen a year ahead it can be spread, or handed over.
--   nl: Wat een overleg weet en heeft afgesproken vertrekt met de mensen die het wisten. Een jaar vooruit gezien kan het gespreid of overgedragen worden.
-- seed: Representativiteit partners in diverse gremia; snelheid en slagkracht.
-- source: domain brief E.2, REP-3, and C.4 (when seats lapse)
-- mend:
--   en: agree who stays on until the new ones are there, and plan the handover
--   nl: spreek af wie aanblijft tot de nieuwe er zijn, en plan de overdracht
-- parameters:
--   part:
--     default: 0.5
--     en: the part of the members above which this is said
--     nl: het deel van de leden waarboven dit gezegd wordt
--   days:
--     default: 365
--     en: how many days ahead is looked
--     nl: hoeveel dagen vooruit gekeken wordt
--   least:
--     default: 4
--     en: the number of members from which a body is judged
--     nl: het aantal leden vanaf waar een overleg wordt beoordeeld
-- fault:
--   pick: SELECT min(on_date()) AS day, min(date(on_date(), '+30 days')) AS last, min(person) AS person FROM holder
--   changes:
--     body/proef-van-het-einde: {name: Proef, level: executive, type: table, seats: [{id: leden, role: member, basis: expertise, voting: true, count: 9}]}
--     mandate/proef-1: {person: "{person}", body: proef-van-het-einde, seat: leden, status: appointed, start_date: "1990-01-01", end_date: "{last}", lapses_with: nothing}
--     mandate/proef-2: {person: "{person}", body: proef-van-het-einde, seat: leden, status: appointed, start_date: "1990-01-01", end_date: "{last}", lapses_with: nothing}
--     mandate/proef-3: {person: "{person}", body: proef-van-het-einde, seat: leden, status: appointed, start_date: "1990-01-01", end_date: "{last}", lapses_with: nothing}
--     mandate/proef-4: {person: "{person}", body: proef-van-het-einde, seat: leden, status: appointed, start_date: "1990-01-01", end_date: "{last}", lapses_with: nothing}
--   fires_on: body/proef-van-het-einde
WITH ending AS (
  SELECT body, coming_end AS day, CASE WHEN cause IN ('municipal', 'provincial', 'water_board') THEN cause ELSE 'date' END AS event
  FROM holder WHERE role <> 'secretary'
),
size AS (
  SELECT body, count(*) AS holders FROM ending GROUP BY body
)
SELECT 'body/' || ending.body AS record, 'seats' AS field, date(ending.day, '-' || :days || ' days') AS since, body.name, count(*) AS lapsing,
       size.holders, CAST(round(100.0 * count(*) / size.holders) AS INTEGER) AS share, ending.day,
       CASE ending.event WHEN 'municipal' THEN 'municipal election' WHEN 'provincial' THEN 'provincial election'
                        WHEN 'water_board' THEN 'water board election' ELSE 'the end of their mandates' END AS en,
       CASE ending.event WHEN 'municipal' THEN 'gemeenteraadsverkiezing' WHEN 'provincial' THEN 'Provinciale Statenverkiezing'
                        WHEN 'water_board' THEN 'waterschapsverkiezing' ELSE 'het einde van hun mandaten' END AS nl
FROM ending JOIN size ON size.body = ending.body JOIN active_body AS body ON body.id = ending.body
WHERE ending.day BETWEEN on_date() AND date(on_date(), '+' || :days || ' days') AND size.holders >= :least
  AND coalesce(ending.day <> body.end_date, 1)
GROUP BY ending.body, ending.day, ending.event
HAVING count(*) > :part * size.holders
ORDER BY ending.body
