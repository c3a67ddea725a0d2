# The manifest without that line; --force deletes and creates, since an update is refused.
kubectl get service portal -n gallery -o yaml | sed '/^  loadBalancerClass:/d' > /tmp/portal.yaml
kubectl replace --force -f /tmp/portal.yaml
