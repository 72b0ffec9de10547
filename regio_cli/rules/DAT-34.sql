-- id: DAT-34
-- severity: warning
-- title:
--   en: Who sits in an executive body was confirmed lately
--   nl: Wie in een bestuurlijk overleg zit is onlangs bevestigd
-- message:
--   en: "was last confirmed on {day}, more than {months} months ago"
--   nl: "is het laatst bevestigd op {day}, meer dan {months} maanden geleden"
-- why:
--   en: What nobody looked at for a year is a guess. The first day counts as a confirmation.
--   nl: Waar een jaar niemand naar keek is een gok. De eerste dag telt als bevestiging.
-- source: domain brief B.2 and E.2, REL-1
-- mend:
--   en: ask the partner, and record the day
--   nl: vraag het de partner, en leg de dag vast
-- command: "regio set {record} confirmed_on=…"
-- parameters:
--   months:
--     default: 12
--     en: months after which a confirmation is stale
--     nl: maanden waarna een bevestiging verouderd is
-- fault:
--   pick: >-
--     SELECT mandate AS id FROM holder WHERE level = 'executive' AND start_date < date(on_date(), '-5 months') AND status = 'appointed' ORDER BY mandate LIMIT 1
--   changes:
--     mandate/{id}:
--       confirmed_on: null
--       start_date: "1990-01-01"
--   fires_on: mandate/{id}
SELECT 'mandate/' || mandate AS record, 'confirmed_on' AS field, max(coalesce(confirmed_on, ''), start_date) AS day, CAST(:months AS INTEGER) AS months,
       date(max(coalesce(confirmed_on, ''), start_date), '+' || CAST(:months AS INTEGER) || ' months', '+1 day') AS since
FROM term
WHERE level = 'executive' AND status IN ('appointed', 'staying_on')
  AND start_date <= on_date() AND (end_date IS NULL OR end_date >= on_date())
  AND date(max(coalesce(confirmed_on, ''), start_date), '+' || CAST(:months AS INTEGER) || ' months') < on_date()
ORDER BY mandate
