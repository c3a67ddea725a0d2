# A 404 stays a 404, however long the probe waits.
kubectl patch deployment orders -n bakery --type=json \
  -p '[{"op":"add","path":"/spec/template/spec/containers/0/readinessProbe/initialDelaySeconds","value":5},
       {"op":"add","path":"/spec/template/spec/containers/0/readinessProbe/failureThreshold","value":10}]'
