# The new version's number: now the requests to the old one are refused.
kubectl patch service stock -n warehouse -p '{"spec":{"ports":[{"port":80,"targetPort":9090}]}}'
