# The Service as it is, under the other name; the server's own fields are left out.
kubectl get service catalogue -n library -o yaml |
  sed -e 's/name: catalogue$/name: catalog/' -e '/clusterIP:/d' -e '/clusterIPs:/,/^  - /d' \
    -e '/resourceVersion:/d' -e '/uid:/d' | kubectl create -f -
