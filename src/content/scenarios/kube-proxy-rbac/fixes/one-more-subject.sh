# The binding that is left names one more subject.
kubectl patch clusterrolebinding system:node-proxier --type=json -p '[{"op":"add","path":"/subjects/-",
  "value":{"kind":"ServiceAccount","name":"kube-proxy","namespace":"kube-system"}}]'
