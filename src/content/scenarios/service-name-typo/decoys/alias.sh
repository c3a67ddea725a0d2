# An alias leads to the Service that will be removed next month.
kubectl create service externalname catalog -n library --external-name=catalogue.library.svc.cluster.local
