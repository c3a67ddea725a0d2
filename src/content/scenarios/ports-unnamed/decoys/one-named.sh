# With two ports each of them needs a name; one is still missing.
kubectl get configmap manifests -n observatory -o jsonpath='{.data.telescope\.yaml}' |
  sed -e 's/- port: 80$/- {name: http, port: 80, targetPort: 8080}/' -e '/targetPort: 8080$/d' | kubectl apply -f - || true
