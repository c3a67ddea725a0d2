# What is there, with another clusterIP, deleted and created by replace --force.
kubectl get service peers -n ledger -o yaml |
  sed -e 's/^  clusterIP: .*/  clusterIP: None/' -e '/^  clusterIPs:$/,/^  - /d' \
    -e '/^  resourceVersion: /d' -e '/^  uid: /d' |
  kubectl replace --force -f -
