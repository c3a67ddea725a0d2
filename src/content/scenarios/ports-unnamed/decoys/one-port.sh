# Accepted, but port 9090 is in the brief as well.
kubectl get configmap manifests -n observatory -o jsonpath='{.data.telescope\.yaml}' | sed '/port: 9090/,/targetPort:/d' | kubectl apply -f -
