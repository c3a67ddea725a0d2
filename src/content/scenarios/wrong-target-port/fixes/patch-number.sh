# The number on which the Pods listen.
kubectl patch service web -n shop -p '{"spec":{"ports":[{"port":80,"targetPort":8080}]}}'
