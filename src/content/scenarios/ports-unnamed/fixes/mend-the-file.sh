# The team's file with something to tell the two ports apart.
kubectl get configmap manifests -n observatory -o jsonpath='{.data.telescope\.yaml}' |
  sed -e 's/- port: 80$/- {name: http, port: 80, targetPort: 8080}/' -e '/targetPort: 8080$/d' \
    -e 's/- port: 9090$/- {name: metrics, port: 9090, targetPort: 9100}/' -e '/targetPort: 9100$/d' |
  kubectl apply -f -
