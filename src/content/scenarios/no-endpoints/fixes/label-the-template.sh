# The other way round: give every Pod the label, in the template, so that replacements have it too.
# A Deployment's own selector cannot be changed, so it is made anew.
kubectl get deployment web -n shop -o yaml |
  sed -e 's/app: web$/app: wbe/' -e '/^  resourceVersion:/d' > /tmp/wbe.yaml
kubectl delete deployment web -n shop --wait
kubectl create -f /tmp/wbe.yaml
kubectl rollout status deployment/web -n shop --timeout=120s
