# A second port of the Service leads to the new version; on port 80 nothing has changed.
kubectl patch service stock -n warehouse -p '{"spec":{"ports":[{"port":81,"name":"http-v2","targetPort":9090}]}}'
