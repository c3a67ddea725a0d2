# A host name in the status is no way either while nobody's DNS knows it.
kubectl patch service shopfront -n outlet --subresource=status \
  -p '{"status":{"loadBalancer":{"ingress":[{"hostname":"shopfront.example.com"}]}}}'
