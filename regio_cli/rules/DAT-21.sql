-- id: DAT-21
-- severity: error
-- title:
--   en: A partner that has left has no mandates any more
--   nl: Een vertrokken partner heeft geen mandaten meer
-- message:
--   en: "left on {end}, and {number} mandates on its behalf go on"
--   nl: "is vertrokken op {end}, en {number} mandaten namens deze partner lopen door"
-- why:
--   en: Who left the network has no seat in it. A seat of several partners goes on without one of them.
--   nl: Wie het netwerk verliet heeft er geen zetel meer. Een zetel van meer partners blijft bestaan zonder een van hen.
-- source: domain brief E.4
-- mend:
--   en: end them with the partner
--   nl: beëindig ze met de partner
-- command: "regio withdraw {record} --on {end}"
-- fault:
--   pick: >-
--     SELECT spoken.value AS id, date(on_date(), '-1 day') AS yesterday FROM active_mandate AS mandate, json_each(mandate.on_behalf_of) AS spoken WHERE mandate.status = 'appointed' ORDER BY mandate.id LIMIT 1
--   changes:
--     partner/{id}:
--       end_date: "{yesterday}"
--   fires_on: partner/{id}
SELECT 'partner/' || partner.id AS record, 'end_date' AS field, partner.end_date AS end, count(*) AS number,
       'mandate/' || min(term.mandate) AS also, date(partner.end_date, '+1 day') AS since
FROM term, json_each(CASE WHEN term.own_partners IS NOT NULL OR json_array_length(term.partners) = 1 THEN term.partners END) AS spoken
JOIN partner ON partner.id = spoken.value
WHERE partner.end_date < on_date() AND term.status <> 'ended'
  AND term.start_date <= on_date() AND (term.end_date IS NULL OR term.end_date >= on_date())
GROUP BY partner.id
ORDER BY partner.id
