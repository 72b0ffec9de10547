-- id: KLB-2
-- severity: info
-- title:
--   en: Every executive body reports to councils and states each year
--   nl: Elk bestuurlijk overleg koppelt elk jaar terug aan raden en staten
-- message:
--   en: "{name} {en}"
--   nl: "{name} {nl}"
-- why:
--   en: Governors answer to their councils and states, also for what they agree elsewhere.
--   nl: Bestuurders leggen verantwoording af aan hun raden en staten, ook over wat ze elders afspreken.
-- seed: Klankbordgroep voor raden en staten.
-- source: seed; domain brief E.2, KLB-2
-- mend:
--   en: report, and record the day
--   nl: koppel terug, en leg de dag vast
-- command: "regio set {record} report_to_assemblies=…"
-- parameters:
--   months:
--     default: 12
--     en: months within which a body reports
--     nl: maanden waarbinnen een overleg terugkoppelt
-- fault:
--   pick: >-
--     SELECT 1 AS one
--   changes:
--     body/zwijgt:
--       name: "Zwijgt"
--       level: "executive"
--       type: "table"
--       report_to_assemblies: "1989-01-01"
--   fires_on: body/zwijgt
SELECT 'body/' || id AS record, name,
       coalesce('last reported to councils and states on ' || report_to_assemblies, 'has no recorded report to councils and states') AS en,
       coalesce('koppelde het laatst terug aan raden en staten op ' || report_to_assemblies, 'heeft geen terugkoppeling aan raden en staten vastgelegd') AS nl,
       date(report_to_assemblies, '+' || CAST(:months AS INTEGER) || ' months', '+1 day') AS since
FROM active_body
WHERE level = 'executive'
  AND coalesce(date(coalesce(report_to_assemblies, start_date), '+' || CAST(:months AS INTEGER) || ' months') < on_date(), 1)
ORDER BY id
