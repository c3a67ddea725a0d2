# The probe now asks at the Pod's address, as clients do: it tells the truth, and repairs nothing.
kubectl delete deployment forecast -n weather --wait
kubectl apply -f - <<END
apiVersion: apps/v1
kind: Deployment
metadata:
  name: forecast
  namespace: weather
  labels:
    app: forecast
spec:
  replicas: 2
  selector:
    matchLabels:
      app: forecast
  template:
    metadata:
      labels:
        app: forecast
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: forecast
          image: busybox:1.36
          command:
            - sh
            - -c
            - mkdir -p /www && hostname > /www/index.html && echo "listening on \$LISTEN" && exec httpd -f -v -p "\$LISTEN" -h /www
          env:
            - name: LISTEN
              value: 127.0.0.1:8080
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            httpGet:
              path: /
              port: http
            periodSeconds: 2
END
