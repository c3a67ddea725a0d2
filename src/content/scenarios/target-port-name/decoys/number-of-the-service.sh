# A number, but the Service's: nothing in the Pods listens on 80.
kubectl patch service catalog -n library -p '{"spec":{"ports":[{"port":80,"targetPort":80}]}}'
