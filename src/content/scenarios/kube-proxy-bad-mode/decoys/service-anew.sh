# One more new Service, of which no node hears.
kubectl delete service reviews -n books
kubectl expose deployment reviews -n books --port=80 --target-port=8080
