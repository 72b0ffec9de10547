-- id: DAT-36
-- severity: warning
-- title:
--   en: No private e-mail address stands where it may be published
--   nl: Er staat geen privé-e-mailadres waar het gepubliceerd kan worden
-- message:
--   en: "an address at {host} is private"
--   nl: "een adres bij {host} is privé"
-- why:
--   en: Only addresses at work are for others to see. People who are for the bureau only are left alone.
--   nl: Alleen adressen van het werk zijn voor anderen. Wie alleen voor het bureau is blijft buiten beschouwing.
-- source: domain brief C.1
-- mend:
--   en: record the address at work
--   nl: leg het adres van het werk vast
-- command: "regio set {record} {field}=…"
-- parameters:
--   domains:
--     default: gmail.com googlemail.com hotmail.com hotmail.nl outlook.com outlook.nl live.nl live.com msn.com icloud.com me.com mac.com yahoo.com yahoo.nl ziggo.nl home.nl upcmail.nl chello.nl casema.nl quicknet.nl kpnmail.nl kpnplanet.nl planet.nl hetnet.nl telfort.nl xs4all.nl tele2.nl zonnet.nl caiway.nl solcon.nl online.nl wanadoo.nl protonmail.com proton.me gmx.com gmx.net aol.com
--     en: domains of private addresses, with spaces between
--     nl: domeinen van privéadressen, met spaties ertussen
-- fault:
--   pick: >-
--     SELECT id FROM person WHERE publicity = 'public' ORDER BY id LIMIT 1
--   changes:
--     person/{id}:
--       email: "iemand@gmail.com"
--   fires_on: person/{id}
WITH address AS MATERIALIZED (
  SELECT record, field, lower(substr(value, instr(value, '@') + 1)) AS rest FROM text_value WHERE instr(value, '@')
),
host AS (
  SELECT record, field, rtrim(substr(rest, 1, length(rest) - length(ltrim(rest, 'abcdefghijklmnopqrstuvwxyz0123456789.-'))), '.-') AS host FROM address
)
SELECT record, field, host
FROM host
WHERE instr(' ' || :domains || ' ', ' ' || host || ' ') AND record NOT IN (SELECT 'person/' || id FROM person WHERE publicity = 'internal')
ORDER BY record, field
