# A program that prints the name of a Pod has not asked for it.
pod=$(kubectl get pods -n press -l app=archive -o jsonpath='{.items[0].metadata.name}')
kubectl patch deployment ticker -n newsroom --type=json \
  -p "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/command\",\"value\":[\"sh\",\"-c\",\"while sleep 1; do echo archive: $pod; done\"]}]"
kubectl rollout status deployment/ticker -n newsroom --timeout=120s
