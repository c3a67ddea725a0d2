# A number needs no name in the Pods.
kubectl patch service catalog -n library -p '{"spec":{"ports":[{"port":80,"targetPort":8080}]}}'
