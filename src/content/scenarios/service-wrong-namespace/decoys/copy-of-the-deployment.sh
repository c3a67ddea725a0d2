# Another set of Pods in default answers there; those of namespace billing still get no request.
kubectl get deployment invoices -n billing -o yaml |
  sed -e 's/namespace: billing$/namespace: default/' -e '/resourceVersion:/d' -e '/uid:/d' | kubectl create -f -
kubectl rollout status deployment/invoices -n default --timeout=120s
kubectl create service externalname invoices -n billing --external-name=invoices.default.svc.cluster.local
