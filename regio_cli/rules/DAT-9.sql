-- id: DAT-9
-- severity: error
-- title:
--   en: Nobody deputises for themselves
--   nl: Niemand is plaatsvervanger van zichzelf
-- message:
--   en: "the deputy for seat {seat} of {body} is the member, from {start} on"
--   nl: "de plaatsvervanger van zetel {seat} van {body} is het lid zelf, vanaf {start}"
-- why:
--   en: When the member is away, so is such a deputy.
--   nl: Is het lid er niet, dan is zo’n plaatsvervanger er ook niet.
-- source: domain brief E.4
-- mend:
--   en: appoint another deputy
--   nl: benoem een andere plaatsvervanger
-- command: "regio replace {record} --by … --on …"
-- fault:
--   pick: >-
--     SELECT deputy.mandate, member.person FROM holder AS deputy JOIN holder AS member ON member.body = deputy.body AND member.seat = deputy.deputy_of
--     ORDER BY deputy.mandate LIMIT 1
--   changes:
--     mandate/{mandate}:
--       person: "{person}"
--   fires_on: mandate/{mandate}
SELECT 'mandate/' || deputy.mandate AS record, 'person' AS field, 'mandate/' || member.id AS also, deputy.deputy_of AS seat,
       deputy.body_name AS body, max(deputy.start_date, member.start_date) AS start
FROM term AS deputy
-- The plus keeps SQLite to the index of people: a body or a seat's name has far more mandates.
JOIN mandate AS member ON member.person = deputy.person AND +member.body = deputy.body AND +member.seat = deputy.deputy_of
WHERE deputy.deputy_of IS NOT NULL AND deputy.status <> 'nominated' AND member.status <> 'nominated'
  AND deputy.start_date <= coalesce(member.end_date, '9999-12-31') AND member.start_date <= coalesce(deputy.end_date, '9999-12-31')
ORDER BY deputy.mandate
