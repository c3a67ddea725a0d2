# EXTERNAL-IP shows something, and nothing outside leads there.
kubectl patch service shopfront -n outlet --subresource=status \
  -p '{"status":{"loadBalancer":{"ingress":[{"ip":"203.0.113.51"}]}}}'
