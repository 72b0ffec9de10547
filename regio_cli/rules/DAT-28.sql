-- id: DAT-28
-- severity: warning
-- title:
--   en: Nothing is filled in only to have something there
--   nl: Niets is ingevuld om maar iets te hebben
-- message:
--   en: "a placeholder stands here: {value}"
--   nl: "hier staat een plaatshouder: {value}"
-- why:
--   en: A field that is not known is left out; then every list shows that it is missing.
--   nl: Een veld dat niet bekend is blijft weg; dan laat elke lijst zien dat het ontbreekt.
-- source: "issue: placeholders"
-- mend:
--   en: fill in what is true, or leave the field out
--   nl: vul in wat waar is, of laat het veld weg
-- command: "regio set {record} {field}=…"
-- fault:
--   pick: >-
--     SELECT id FROM body ORDER BY id LIMIT 1
--   changes:
--     body/{id}:
--       meets.place: "n.t.b."
--   fires_on: body/{id}
SELECT record, field, substr(value, 1, 40) AS value
FROM text_value
WHERE (length(value) < 30 AND trim(lower(value), ' .()[]<>{}_-/') IN (
    '', '?', '??', '???', 'onbekend', 'unknown', 'n.v.t', 'nvt', 'n/a', 'n.a', 'niet bekend', 'niet van toepassing', 'todo',
    'to do', 'tbd', 'tba', 'ntb', 'n.t.b', 'volgt', 'vacant', 'vacature', 'nog in te vullen', 'invullen', 'xx', 'xxx', 'xxxx', 'lorem ipsum'
  ) AND path NOT IN ('name.initials', 'seats.id', 'agendas.id', 'programmes.id'))
  OR value LIKE '%nog te bepalen%' OR value LIKE '%nog in te vullen%' OR value LIKE '%nader te bepalen%'
  OR (value LIKE '%xxx%' OR value LIKE '%todo%' OR value LIKE '%tbd%')
    AND ' ' || lower(value) || ' ' GLOB '*[^a-z0-9]' || CASE WHEN value LIKE '%xxx%' THEN 'xxx' WHEN value LIKE '%todo%' THEN 'todo' ELSE 'tbd' END || '[^a-z0-9]*'
ORDER BY record, field
