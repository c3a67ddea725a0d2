# Without the wrong Service there is none: no name resolves at all.
kubectl delete service peers -n ledger
