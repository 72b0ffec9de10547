import os,sys
from pathlib import Path
from regio_cli.read.registry import open_registry
from regio_cli.check.rule import shipped, views
from regio_cli.check.rules import run, settings_of
from regio_cli.check.deviations import applied
from regio_cli.check.selftest import selftest
from regio_cli.store.database import connect
on=sys.argv[1]
r=open_registry(Path('.').absolute(),None,os.environ)
rules=shipped()
f=list(run(rules.values(), r.database(on), r.snapshot))
f=applied(f,r.snapshot,on,rules)
for x in f: print(x.code,x.place,x.text.values,x.accepted,x.since)
for t in selftest(rules.values(), r.snapshot.records, lambda recs: connect(r.kinds, lambda: recs, on, None, None), settings_of(r.snapshot)): print(t)
