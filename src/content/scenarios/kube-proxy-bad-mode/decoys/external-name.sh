# An alias for the old Service, whose rules still work: its Pods answer, not those of reviews.
kubectl delete service reviews -n books
kubectl create service externalname reviews -n books --external-name=catalog.books.svc.cluster.local
