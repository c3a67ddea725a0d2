# The stray Service as it is, with another namespace; the server's own fields are left out.
kubectl get service invoices -n default -o yaml |
  sed -e 's/namespace: default$/namespace: billing/' -e '/clusterIP:/d' -e '/clusterIPs:/,/^  - /d' \
    -e '/resourceVersion:/d' -e '/uid:/d' | kubectl create -f -
kubectl delete service invoices -n default
