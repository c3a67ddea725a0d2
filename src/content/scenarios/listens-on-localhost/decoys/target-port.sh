# A number instead of the name is the same port; nothing listens on it at the Pod's address.
kubectl patch service forecast -n weather -p '{"spec":{"ports":[{"port":80,"targetPort":8080}]}}'
