# Delete and create in one command, from what is there.
kubectl get service fares -n travel -o yaml |
  sed -e '/^  clusterIP: /d' -e '/^  clusterIPs:$/,/^  - /d' -e '/^  resourceVersion: /d' -e '/^  uid: /d' |
  kubectl replace --force -f -
