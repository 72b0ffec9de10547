-- id: DAT-6
-- severity: warning
-- title:
--   en: Who holds a seat holds an office that goes with it
--   nl: Wie een zetel bezet heeft een functie die daarbij hoort
-- message:
--   en: "on {day} the holder has no office at {partners} that goes with this mandate"
--   nl: "op {day} heeft de houder geen functie bij {partners} die bij dit mandaat hoort"
-- why:
--   en: "A seat is held on the ground of an office: when that ends, somebody else is to take the seat, or the holder stays on and that is recorded."
--   nl: "Een zetel wordt bezet op grond van een functie: eindigt die, dan komt er een opvolger, of de houder blijft aan en dat ligt vast."
-- source: domain brief C.4 and E.4
-- mend:
--   en: end the mandate with the office, or record that the holder stays on or which office it is
--   nl: beëindig het mandaat met de functie, of leg vast dat de houder aanblijft of welke functie het is
-- command: "regio end {record} --on …"
-- parameters:
--   days:
--     default: 0
--     en: days that may lie between one office and the next
--     nl: dagen die er tussen de ene en de volgende functie mogen liggen
-- fault:
--   pick: >-
--     SELECT mandate.id, mandate.person, office.office, office.partner, on_date() AS today, date(on_date(), '-1 day') AS yesterday FROM active_mandate AS mandate
--     JOIN office ON office.person = mandate.person AND office.position = 0
--     WHERE mandate.status = 'appointed' AND mandate.start_date < on_date() AND office.end_date IS NULL
--     GROUP BY mandate.id HAVING (SELECT count(*) FROM office WHERE office.person = mandate.person) = 1 ORDER BY mandate.id LIMIT 1
--   changes:
--     person/{person}:
--       offices: [{office: "{office}", partner: "{partner}", end_date: "{yesterday}"}]
--   fires_on: mandate/{id}
WITH held AS (
  SELECT term.* FROM term
  WHERE term.status NOT IN ('nominated', 'staying_on') AND EXISTS (SELECT 1 FROM office WHERE office.person = term.person)
),
probe AS (
  SELECT held.*, held.start_date AS day FROM held
  UNION ALL
  SELECT held.*, date(office.end_date, '+1 day') FROM held JOIN office ON office.person = held.person
  WHERE office.end_date >= held.start_date AND (held.end_date IS NULL OR office.end_date < held.end_date)
)
SELECT 'mandate/' || probe.mandate AS record, 'person' AS field, 'person/' || probe.person AS also, min(probe.day) AS day,
       CASE WHEN min(probe.day) > probe.start_date THEN min(probe.day) END AS since, coalesce((
         SELECT group_concat(coalesce(partner.short_name, partner.name), ', ') FROM json_each(probe.partners) AS spoken JOIN partner ON partner.id = spoken.value
       ), '–') AS partners
FROM probe
WHERE probe.day <= on_date() AND NOT EXISTS (
    SELECT 1 FROM office
    WHERE office.person = probe.person
      AND (office.start_date IS NULL OR office.start_date <= date(probe.day, '+' || :days || ' days'))
      AND (office.end_date IS NULL OR office.end_date >= probe.day)
      AND (probe.office IS NULL OR office.office = probe.office)
      -- An office elsewhere will do for who never had one at these partners.
      AND (office.partner IS NULL OR office.partner IN (SELECT value FROM json_each(probe.partners)) OR NOT EXISTS (
        SELECT 1 FROM office AS own WHERE own.person = probe.person AND own.partner IN (SELECT value FROM json_each(probe.partners))
      ))
  )
GROUP BY probe.mandate
ORDER BY probe.mandate
